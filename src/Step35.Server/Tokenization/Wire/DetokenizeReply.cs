namespace Step35.Server.Tokenization.Wire;

internal sealed record DetokenizeReply(string Content, string Prompt);
