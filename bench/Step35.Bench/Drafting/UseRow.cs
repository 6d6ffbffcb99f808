namespace Step35.Bench.Drafting;

/// <summary>How the adaptive length spent its time: the share of all of it that went to steps of each length, in percent.</summary>
internal sealed record UseRow
{
    public required int Sequences { get; init; }

    public required double Chance { get; init; }

    public required int Steps { get; init; }

    public required double Percent0 { get; init; }

    public required double Percent1 { get; init; }

    public required double Percent2 { get; init; }

    public required double Percent3 { get; init; }

    /// <summary>Sums up the trials of a case.</summary>
    public static UseRow Of(DraftCase @case, IReadOnlyList<DraftTrial> trials)
    {
        var uses = trials.SelectMany(trial => trial.Lengths).ToLookup(use => use.Drafted);
        var seconds = trials.SelectMany(trial => trial.Lengths).Sum(use => use.Seconds);
        return new UseRow
        {
            Sequences = @case.Sequences,
            Chance = @case.Chance,
            Steps = trials.SelectMany(trial => trial.Lengths).Sum(use => use.Steps),
            Percent0 = Share(0),
            Percent1 = Share(1),
            Percent2 = Share(2),
            Percent3 = Share(3),
        };

        double Share(int length) => 100 * uses[length].Sum(use => use.Seconds) / seconds;
    }
}
