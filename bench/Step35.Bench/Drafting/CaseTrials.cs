using Step35.Bench.Contestants;
using Step35.Bench.Scenarios;

namespace Step35.Bench.Drafting;

/// <summary>The trials of one case: first those that choose the best fixed length, then those that compare with it.</summary>
/// <remarks>Apart, because the best of four noisy speeds is better than it should be, and so must not be compared with.</remarks>
internal sealed class CaseTrials(DraftCase @case, IReadOnlyList<DraftTrial> trials)
{
    private readonly ILookup<int, DraftTrial> _rounds = trials.ToLookup(trial => trial.Round);

    /// <summary>Gets the number of the next round.</summary>
    public int Next => _rounds.Count;

    public int Sequences => @case.Sequences;

    /// <summary>Gets how each fixed length was used in its own trials.</summary>
    public IEnumerable<LengthUse> FixedUses => trials.SelectMany(trial => trial.Lengths.Where(use => use.Drafted == trial.Contender.Length));

    private List<IGrouping<int, DraftTrial>> Choosing => [.. _rounds.Where(round => !IsComparing(round))];

    private List<IGrouping<int, DraftTrial>> Comparing => [.. _rounds.Where(IsComparing)];

    /// <summary>Gets the fixed length that was fastest.</summary>
    public Contender FindBest() => Contender.Fixed.MaxBy(MeasureSpeed);

    /// <summary>Checks that as many drafts were right as the chance says.</summary>
    public void CheckLuck()
    {
        foreach (var length in Contender.Fixed.Skip(1))
        {
            var drafts = trials.Where(trial => trial.Contender.Length == length.Length).Aggregate(default(DraftCount), (sum, trial) => sum + trial.Drafts);
            new DraftLuck(@case.Chance, length.Length!.Value).Check(drafts.Drafted, drafts.Accepted);
        }
    }

    /// <summary>Compares.</summary>
    public AdaptiveRow Describe()
    {
        var best = FindBest();
        var ratios = Compare(Contender.Adaptive, best, TrialClock.Wall);
        var controls = Compare(best with { IsControl = true }, best, TrialClock.Wall);
        return new AdaptiveRow
        {
            Sequences = @case.Sequences,
            Chance = @case.Chance,
            Fixed0 = MeasureSpeed(Contender.Fixed[0]),
            Fixed1 = MeasureSpeed(Contender.Fixed[1]),
            Fixed2 = MeasureSpeed(Contender.Fixed[2]),
            Fixed3 = MeasureSpeed(Contender.Fixed[3]),
            Best = best.Length!.Value,
            Rounds = ratios.Count,
            Ratio = Statistics.Median(ratios),
            Between = Interval.OfMedian(ratios),
            Total = MeasureTotal(Contender.Adaptive) / MeasureTotal(best),
            ProcessorRatio = Statistics.Median(Compare(Contender.Adaptive, best, TrialClock.Processor)),
            Control = Statistics.Median(controls),
            ControlBetween = Interval.OfMedian(controls),
        };
    }

    /// <summary>Tells how the adaptive length has spent its time.</summary>
    public UseRow DescribeUse() => UseRow.Of(@case, [.. Comparing.SelectMany(round => round).Where(trial => trial.Contender == Contender.Adaptive)]);

    private double MeasureSpeed(Contender contender) =>
        Statistics.Median(Choosing.SelectMany(round => round).Where(trial => trial.Contender == contender).Select(trial => trial.Speed(TrialClock.Wall)));

    private double MeasureTotal(Contender contender)
    {
        var compared = Comparing.ConvertAll(round => Find(round, contender));
        return compared.Sum(trial => trial.Tokens) / compared.Sum(trial => trial.Seconds);
    }

    private List<double> Compare(Contender one, Contender other, TrialClock clock) =>
        [.. Comparing.Select(round => Find(round, one).Speed(clock) / Find(round, other).Speed(clock))];

    private static DraftTrial Find(IEnumerable<DraftTrial> round, Contender contender) => round.First(trial => trial.Contender == contender);

    private static bool IsComparing(IEnumerable<DraftTrial> round) => round.Any(trial => trial.Contender.IsControl);
}
