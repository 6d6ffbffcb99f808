using Step35.Bench.Contestants;

namespace Step35.Bench.Drafting;

/// <summary>One contender's turn in a round: answers that were written side by side.</summary>
internal sealed record DraftTrial
{
    public required DraftCase Case { get; init; }

    public required int Round { get; init; }

    public required Contender Contender { get; init; }

    public required int Tokens { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Gets what processor time the process used meanwhile.</summary>
    public required double ProcessorSeconds { get; init; }

    public required DraftCount Drafts { get; init; }

    public required IReadOnlyList<LengthUse> Lengths { get; init; }

    public double Speed(TrialClock clock) => Tokens / (clock == TrialClock.Wall ? Seconds : ProcessorSeconds);
}
