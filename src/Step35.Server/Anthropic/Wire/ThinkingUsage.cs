namespace Step35.Server.Anthropic.Wire;

/// <summary>What is known of the tokens of an answer.</summary>
/// <param name="ThinkingTokens">Those of the thinking.</param>
internal sealed record ThinkingUsage(long ThinkingTokens);
