namespace Step35.Cli.Benchmarking;

/// <summary>What was measured at one depth with so many conversations; of several runs the median.</summary>
/// <param name="Depth">How many tokens stood before those that were measured.</param>
/// <param name="Concurrency">How many conversations ran side by side.</param>
/// <param name="PromptTokensPerSecond">How fast all prompts together were read.</param>
/// <param name="AnswerTokensPerSecond">How fast all answers together were written.</param>
internal sealed record BenchRow(int Depth, int Concurrency, double PromptTokensPerSecond, double AnswerTokensPerSecond);
