using Step35.Bench.Scenarios;

namespace Step35.Bench.Drafting;

/// <summary>How the adaptive length fared in one case, beside the best fixed one and beside luck.</summary>
internal sealed record AdaptiveRow
{
    internal static readonly Bar Required = Scenarios.Bar.AtLeast(0.97);

    public required int Sequences { get; init; }

    public required double Chance { get; init; }

    /// <summary>Gets the tokens a second with nothing drafted; as those below, the median of the rounds that choose the best length.</summary>
    public required double Fixed0 { get; init; }

    public required double Fixed1 { get; init; }

    public required double Fixed2 { get; init; }

    public required double Fixed3 { get; init; }

    /// <summary>Gets the length that was best in those rounds.</summary>
    public required int Best { get; init; }

    /// <summary>Gets in how many further rounds it was compared with.</summary>
    public required int Rounds { get; init; }

    /// <summary>Gets the adaptive length's speed as a share of the best one's, the median of the rounds.</summary>
    public required double Ratio { get; init; }

    public required Interval Between { get; init; }

    /// <summary>Gets the same of all rounds together, in which what is rare counts, too.</summary>
    public required double Total { get; init; }

    /// <summary>Gets the median by the processor time used.</summary>
    public required double ProcessorRatio { get; init; }

    /// <summary>Gets the best length's speed as a share of its own, measured as one more contender.</summary>
    public required double Control { get; init; }

    public required Interval ControlBetween { get; init; }

    public string Bar { get; } = Required.ToString();

    public bool Holds => Required.Holds(Ratio);
}
