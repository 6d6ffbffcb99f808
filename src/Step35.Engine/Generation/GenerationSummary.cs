namespace Step35.Engine.Generation;

/// <summary>What a finished generation came to.</summary>
/// <param name="FinishReason">Why it ended.</param>
/// <param name="PromptTokens">The prompt's length.</param>
/// <param name="GeneratedTokens">The tokens generated, with the one that ended the turn.</param>
/// <param name="PrefillTime">From admission to the first generated token.</param>
/// <param name="DecodeTime">From the first generated token to the last.</param>
public sealed record GenerationSummary(
    FinishReason FinishReason,
    int PromptTokens,
    int GeneratedTokens,
    TimeSpan PrefillTime,
    TimeSpan DecodeTime);
