namespace Step35.Server.OpenAI.Wire;

internal sealed record CompletionTokensDetails(long ReasoningTokens);
