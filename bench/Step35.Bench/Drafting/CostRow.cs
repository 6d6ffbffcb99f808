using Step35.Bench.Scenarios;

namespace Step35.Bench.Drafting;

/// <summary>What a step has cost that verifies drafts of one length, by its width: the medians of the trials in which that length was fixed.</summary>
/// <param name="Sequences">The sequences that write.</param>
/// <param name="Drafted">The tokens drafted for each.</param>
/// <param name="StepMs">The median step, with choosing its tokens and handing them out.</param>
/// <param name="DraftingMs">The median time of the heads before it.</param>
internal sealed record CostRow(int Sequences, int Drafted, double StepMs, double DraftingMs)
{
    public int Rows => Sequences * (1 + Drafted);

    /// <summary>Sums up what steps of so many sequences have cost.</summary>
    public static IEnumerable<CostRow> Of(int sequences, IEnumerable<CaseTrials> cases) => cases
        .Where(trials => trials.Sequences == sequences)
        .SelectMany(trials => trials.FixedUses)
        .GroupBy(use => use.Drafted)
        .OrderBy(uses => uses.Key)
        .Select(uses => new CostRow(
            sequences, uses.Key, Statistics.Median(uses.Select(use => use.StepMs)), Statistics.Median(uses.Select(use => use.DraftingMs))));
}
