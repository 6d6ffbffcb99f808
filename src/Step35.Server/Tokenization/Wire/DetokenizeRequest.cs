namespace Step35.Server.Tokenization.Wire;

internal sealed record DetokenizeRequest(IReadOnlyList<int>? Tokens, string? Model);
