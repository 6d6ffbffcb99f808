namespace Step35.Bench.Server;

/// <summary>What the server counted for one completion.</summary>
/// <param name="CacheN">How many tokens of the prompt were not computed again.</param>
/// <param name="PromptMs">The time from the start to the end of the prompt.</param>
/// <param name="PredictedN">How many tokens were generated.</param>
/// <param name="PredictedMs">The time from the first generated token to the last.</param>
/// <param name="DraftN">How many tokens were drafted.</param>
/// <param name="DraftNAccepted">How many of those were right.</param>
public sealed record ServerTimings(int CacheN, double PromptMs, int PredictedN, double PredictedMs, int DraftN = 0, int DraftNAccepted = 0);
