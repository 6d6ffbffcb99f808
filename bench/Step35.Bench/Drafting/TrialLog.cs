namespace Step35.Bench.Drafting;

/// <summary>The trials so far.</summary>
/// <param name="file">Where earlier ones are and new ones are kept; null keeps nothing.</param>
internal sealed class TrialLog(TrialFile? file)
{
    private readonly List<DraftTrial> _trials = [.. file?.Read() ?? []];

    public IReadOnlyList<DraftTrial> Of(DraftCase @case) => [.. _trials.Where(trial => trial.Case == @case)];

    /// <summary>Adds a whole round, since half of one compares with nothing.</summary>
    public void Add(IReadOnlyList<DraftTrial> round)
    {
        _trials.AddRange(round);
        file?.Append(round);
    }
}
