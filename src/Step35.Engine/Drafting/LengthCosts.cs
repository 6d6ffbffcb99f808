namespace Step35.Engine.Drafting;

/// <summary>What the lengths cost for one group of numbers of sequences.</summary>
internal sealed class LengthCosts
{
    // Optimistic, so that what may pay is tried: what is longer than all that was measured grows by half as much as those below it.
    private const double FurtherGrowth = 0.5;

    private readonly LengthCost[] _lengths;

    public LengthCosts(int maxTokens)
    {
        _lengths = [.. Enumerable.Range(0, maxTokens + 1).Select(static _ => new LengthCost())];
        _lengths[0].Learn(step: 1);
    }

    public LengthCost this[int length] => _lengths[length];

    // Lengths are tried from no draft at all upward, so those that were measured have no gaps.
    private int LongestMeasured { get; set; }

    /// <summary>Gets what a step with its drafting is expected to take, in steps that draft nothing.</summary>
    public double Estimate(DraftCandidate candidate)
    {
        // Sequences for which nothing is found bring fewer rows than the others.
        var length = (double)candidate.Rows / candidate.Sequences - 1;
        var headShare = (double)candidate.HeadDrafts / candidate.Sequences;
        var upper = Math.Clamp((int)Math.Ceiling(length), Math.Min(1, LongestMeasured), LongestMeasured);
        var lower = Math.Max(0, upper - 1);
        var (cost, growth) = (Known(upper), Known(upper) - Known(lower));
        return cost + ((length - upper) * (length > upper ? FurtherGrowth * Math.Max(0, growth) : growth));

        double Known(int measured) => _lengths[measured].Step + (headShare * _lengths[measured].Drafting);
    }

    /// <summary>Saves time for trials of all lengths.</summary>
    public void Save(double seconds)
    {
        foreach (var length in _lengths)
            length.Save(seconds);
    }

    /// <summary>Learns what a length costs beside the one that was kept meanwhile.</summary>
    public void Learn(int kept, LengthTrial trial)
    {
        _lengths[trial.Length].Pay(trial.Loss);
        // All are ratios to no draft at all, so that one stays.
        if (trial.Length == 0)
            _lengths[kept].Learn(1 / trial.StepRatio);
        else
            _lengths[trial.Length].Learn(_lengths[kept].Step * trial.StepRatio);
        LongestMeasured = Math.Max(LongestMeasured, trial.Length);
        LearnDrafting(kept, trial.After, trial.HasPlain);
        LearnDrafting(trial.Length, trial.Tried, trial.HasPlain);
    }

    private void LearnDrafting(int length, StepWindow steps, bool plain)
    {
        if (steps.Drafting is { } drafting)
            _lengths[length].LearnDrafting(_lengths[length].Step * drafting / steps.MeasureStep(plain));
    }
}
