namespace Step35.Bench.Drafting;

/// <summary>How fast one side wrote, and how its drafts fared in all runs.</summary>
internal sealed record HeadsRow
{
    public required string Prompts { get; init; }

    public required string Side { get; init; }

    public required string Length { get; init; }

    /// <summary>Gets the tokens a second by the caller's clock, the median over all runs.</summary>
    public required double Caller { get; init; }

    /// <summary>Gets the tokens a second by the side's own counters, the median over all runs.</summary>
    public required double Own { get; init; }

    public required int Steps { get; init; }

    public required int Drafted { get; init; }

    public required int Accepted { get; init; }

    public double? Acceptance => Drafted == 0 ? null : (double)Accepted / Drafted;

    public double AcceptedPerStep => (double)Accepted / Steps;
}
