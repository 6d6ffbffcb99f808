namespace Step35.Server.OpenAI.Wire;

internal sealed record ErrorReply(ErrorDetail Error);
