namespace Step35.Server.Tokenization.Wire;

internal sealed record TokenizeReply(IReadOnlyList<int> Tokens, int Count, int MaxModelLen);
