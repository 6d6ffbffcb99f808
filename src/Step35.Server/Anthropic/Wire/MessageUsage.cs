namespace Step35.Server.Anthropic.Wire;

/// <summary>How many tokens a message took.</summary>
/// <param name="InputTokens">Those of the prompt that had to be read.</param>
/// <param name="CacheCreationInputTokens">Those that are billed for keeping; none are.</param>
/// <param name="CacheReadInputTokens">Those of the prompt that did not have to be read again.</param>
/// <param name="OutputTokens">Those that were written, thinking included.</param>
/// <param name="OutputTokensDetails">What is known of them.</param>
internal sealed record MessageUsage(
    long InputTokens, long CacheCreationInputTokens, long CacheReadInputTokens, long OutputTokens, ThinkingUsage OutputTokensDetails);
