namespace Step35.Server.Tokenization.Wire;

internal sealed record TokenizeRequest(string? Content, string? Prompt, string? Model);
