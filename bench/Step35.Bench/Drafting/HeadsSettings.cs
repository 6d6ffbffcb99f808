namespace Step35.Bench.Drafting;

/// <summary>What the heads are measured on, and how often.</summary>
internal sealed record HeadsSettings
{
    public required string ServerPath { get; init; }

    public required IReadOnlyList<string> ModelPaths { get; init; }

    public required int Threads { get; init; }

    public required int Runs { get; init; }

    public required IReadOnlyList<PromptSet> Prompts { get; init; }
}
