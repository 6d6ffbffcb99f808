namespace Step35.Server.OpenAI.Wire;

internal sealed record PromptTokensDetails(long CachedTokens);
