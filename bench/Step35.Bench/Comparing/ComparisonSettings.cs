namespace Step35.Bench.Comparing;

/// <summary>What is compared, and how thoroughly.</summary>
internal sealed record ComparisonSettings
{
    public required string ServerPath { get; init; }

    public required IReadOnlyList<string> ModelPaths { get; init; }

    public required int Threads { get; init; }

    public required int Runs { get; init; }

    public required bool IsQuick { get; init; }

    /// <summary>Gets the names of the scenarios to run; none means all.</summary>
    public required IReadOnlyList<string> Scenarios { get; init; }
}
