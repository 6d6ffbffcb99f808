namespace Step35.Cli.Chatting;

/// <summary>An answer for scripts.</summary>
/// <param name="Text">What the model said.</param>
/// <param name="Reasoning">What it thought.</param>
/// <param name="FinishReason">Why it ended.</param>
/// <param name="Usage">What it took.</param>
internal sealed record AnswerReport(string Text, string Reasoning, string? FinishReason, AnswerStatistics Usage);
