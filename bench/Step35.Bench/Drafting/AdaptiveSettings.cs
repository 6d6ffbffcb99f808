namespace Step35.Bench.Drafting;

/// <summary>What the adaptive length is tried on, and how thoroughly.</summary>
internal sealed record AdaptiveSettings
{
    /// <summary>How long each prompt is.</summary>
    public const int PromptLength = 48;

    private const int ShortestAnswer = 64;
    private const int LongestAnswer = 128;
    private const int TrialTokens = 256;

    public required IReadOnlyList<string> ModelPaths { get; init; }

    public required int Threads { get; init; }

    /// <summary>Gets how many requests run side by side, in one trial after the other.</summary>
    public required IReadOnlyList<int> Sequences { get; init; }

    /// <summary>Gets the chances that a guess is right.</summary>
    public required IReadOnlyList<double> Chances { get; init; }

    /// <summary>Gets the rounds that choose the best fixed length.</summary>
    public required int ChoosingRounds { get; init; }

    /// <summary>Gets the rounds that compare with it.</summary>
    public required int Rounds { get; init; }

    /// <summary>Gets the file with earlier rounds, to which new ones are added.</summary>
    public required string? TrialsPath { get; init; }

    /// <summary>Gets the file for a picture of the ratios.</summary>
    public required string? PlotPath { get; init; }

    /// <summary>Tells how long prompts and answers are.</summary>
    public static string DescribeLengths() => $"{PromptLength} read, {ShortestAnswer} to {LongestAnswer} written, {TrialTokens} together";

    /// <summary>Gets how long each of so many answers is.</summary>
    public static int AnswerLength(int sequences) => Math.Clamp(TrialTokens / sequences, ShortestAnswer, LongestAnswer);
}
