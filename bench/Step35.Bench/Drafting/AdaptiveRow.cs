using Step35.Bench.Scenarios;

namespace Step35.Bench.Drafting;

/// <summary>How fast drafts of each length were at one chance, in tokens a second: the medians over all runs.</summary>
internal sealed record AdaptiveRow
{
    private static readonly Bar Required = Scenarios.Bar.AtLeast(0.97);

    public required int Sequences { get; init; }

    public required double Chance { get; init; }

    public required double Fixed0 { get; init; }

    public required double Fixed1 { get; init; }

    public required double Fixed2 { get; init; }

    public required double Fixed3 { get; init; }

    public required double Adaptive { get; init; }

    /// <summary>Gets the adaptive length's speed as a share of the best fixed one's, the median over all runs.</summary>
    public required double Ratio { get; init; }

    public string Bar { get; } = Required.ToString();

    public bool Holds => Required.Holds(Ratio);
}
