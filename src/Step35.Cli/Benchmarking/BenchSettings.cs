namespace Step35.Cli.Benchmarking;

/// <summary>What is measured.</summary>
internal sealed record BenchSettings
{
    public required string Model { get; init; }

    /// <summary>Gets how many tokens stand before those that are measured.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>Gets how many conversations run side by side.</summary>
    public required IReadOnlyList<int> Concurrencies { get; init; }

    public required int PromptTokens { get; init; }

    public required int AnswerTokens { get; init; }

    public required int Runs { get; init; }

    public int? Threads { get; init; }

    /// <summary>Gets how many tokens the longest conversation takes.</summary>
    public int LongestConversation => Depths.Max() + PromptTokens + AnswerTokens + 1;
}
