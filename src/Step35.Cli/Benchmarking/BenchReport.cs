namespace Step35.Cli.Benchmarking;

/// <summary>All that was measured, and of what.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Description">The core's own description of it.</param>
/// <param name="Backend">The flavour of the native core.</param>
/// <param name="PromptTokens">How long the measured prompts were.</param>
/// <param name="AnswerTokens">How long the measured answers were.</param>
/// <param name="Rows">The measurements.</param>
internal sealed record BenchReport(
    string Model, string Description, string Backend, int PromptTokens, int AnswerTokens, IReadOnlyList<BenchRow> Rows)
{
    /// <summary>Finds the measurement of the same kind as another one.</summary>
    public BenchRow? Find(BenchRow other) => Rows.FirstOrDefault(row => (row.Depth, row.Concurrency) == (other.Depth, other.Concurrency));
}
