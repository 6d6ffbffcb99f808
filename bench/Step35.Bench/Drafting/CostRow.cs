namespace Step35.Bench.Drafting;

/// <summary>What a step has cost that verifies drafts of one length, by its width.</summary>
/// <param name="Sequences">The sequences that write.</param>
/// <param name="Drafted">The tokens drafted for each.</param>
/// <param name="StepMs">The median step, with choosing its tokens.</param>
/// <param name="DraftingMs">The median time of the heads before it.</param>
internal sealed record CostRow(int Sequences, int Drafted, double StepMs, double DraftingMs)
{
    public int Rows => Sequences * (1 + Drafted);
}
