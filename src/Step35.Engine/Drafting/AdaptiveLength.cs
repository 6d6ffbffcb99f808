namespace Step35.Engine.Drafting;

/// <summary>Chooses how many tokens to draft: as many as give the most tokens a second, by what steps have cost and drafts have won.</summary>
/// <remarks>
/// All sequences of a step draft alike, because the core computes rows together only while each sequence has as many as the others. What
/// is not tried for a while is tried again, within a hundredth of the time. Belongs to the scheduler's thread.
/// </remarks>
internal sealed class AdaptiveLength(int maxSequences, int maxTokens)
{
    private const double TrialShare = 0.01;
    private const int StaleSteps = 64;

    private readonly MeasuredCosts _steps = new((maxSequences * (1 + maxTokens)) + 1);
    private readonly MeasuredCosts[] _drafting = [.. Enumerable.Range(0, maxSequences + 1).Select(_ => new MeasuredCosts(maxTokens + 1))];
    private readonly long[] _lastTried = new long[maxTokens + 1];
    private long _step;
    private double _credit;
    private double? _rateToBeat;

    /// <summary>Chooses for a step.</summary>
    /// <param name="candidates">What each length would ask for and may bring, from no draft at all upward.</param>
    public int Choose(ReadOnlySpan<DraftCandidate> candidates)
    {
        var best = 0;
        for (var length = 1; length < candidates.Length; length++)
            if (MeasureRate(candidates[length], length) > MeasureRate(candidates[best], best))
                best = length;

        var trial = _credit > 0 ? FindStale(candidates.Length, best) : best;
        _rateToBeat = trial == best ? null : MeasureRate(candidates[best], best);
        _lastTried[trial] = ++_step;
        return trial;
    }

    /// <summary>Learns what the step took.</summary>
    public void Learn(DraftStep step)
    {
        if (step.IsSteady)
            _drafting[step.HeadDrafts].Learn(step.Length, step.DraftTime);
        if (!step.ReadsPrompts)
            _steps.Learn(step.Rows, step.StepTime);
        var seconds = (step.DraftTime + step.StepTime).TotalSeconds;
        var lost = _rateToBeat is { } rate ? Math.Max(0, seconds - (step.Tokens / rate)) : 0;
        _credit = Math.Min(_credit + (TrialShare * seconds) - lost, seconds);
    }

    private double MeasureRate(DraftCandidate candidate, int length) =>
        candidate.ExpectedTokens / (_steps.Estimate(candidate.Rows) + (length == 0 ? 0 : _drafting[candidate.HeadDrafts].Estimate(length)));

    private int FindStale(int count, int best)
    {
        var stalest = best;
        for (var length = 0; length < count; length++)
            if (_lastTried[length] < _step - StaleSteps && _lastTried[length] < _lastTried[stalest])
                stalest = length;
        return stalest;
    }
}
