namespace Step35.Bench.Drafting;

/// <summary>What the adaptive length is tried on, and how thoroughly.</summary>
internal sealed record AdaptiveSettings
{
    private const int LongestAnswer = 256;

    public required IReadOnlyList<string> ModelPaths { get; init; }

    public required int Threads { get; init; }

    /// <summary>Gets how many requests run side by side, in one trial after the other.</summary>
    public required IReadOnlyList<int> Sequences { get; init; }

    /// <summary>Gets the chances that a guess is right.</summary>
    public required IReadOnlyList<double> Chances { get; init; }

    public required int Runs { get; init; }

    /// <summary>Gets how many tokens a run writes, all answers together.</summary>
    public required int RunTokens { get; init; }

    /// <summary>Gets how long each of so many answers is.</summary>
    public int AnswerLength(int sequences) => Math.Min(LongestAnswer, RunTokens / sequences);
}
