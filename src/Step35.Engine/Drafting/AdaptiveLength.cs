namespace Step35.Engine.Drafting;

/// <summary>Chooses how many tokens to draft: as many as give the most tokens a second, by what steps have cost and drafts have won.</summary>
/// <remarks>
/// All sequences of a step draft alike, because the core computes rows together only while each sequence has as many as the others. What
/// is not tried for a while is tried again, within a two-hundredth of the time. Belongs to the scheduler's thread.
/// </remarks>
internal sealed class AdaptiveLength(int maxSequences, int maxTokens)
{
    private const double TrialShare = 0.005;
    private const int StaleSteps = 128;

    // The first step of another width has the core build its graph anew: those after it tell, and little is not worth a change.
    private const int KeptSteps = 4;
    private const double ChangeMargin = 1.01;

    private readonly MeasuredCosts _steps = new((maxSequences * (1 + maxTokens)) + 1);
    private readonly MeasuredCosts[] _drafting = [.. Enumerable.Range(0, maxSequences + 1).Select(_ => new MeasuredCosts(maxTokens + 1))];
    private readonly long[] _lastTried = new long[maxTokens + 1];
    private long _step;
    private double _credit;
    private double? _rateToBeat;
    private int _chosen;
    private int _keptFor;
    private bool _hasChosen;

    /// <summary>Chooses for a step.</summary>
    /// <param name="candidates">What each length would ask for and may bring, from no draft at all upward.</param>
    public int Choose(ReadOnlySpan<DraftCandidate> candidates)
    {
        _chosen = Math.Min(_chosen, candidates.Length - 1);
        if (--_keptFor <= 0)
            ChooseAnew(candidates);
        _lastTried[_chosen] = ++_step;
        _hasChosen = true;
        return _chosen;
    }

    /// <summary>Learns what the step took, whoever has chosen the length.</summary>
    public void Learn(DraftStep step)
    {
        if (step.IsSteady)
            _drafting[step.HeadDrafts].Learn(step.Length, step.DraftTime);
        if (!step.ReadsPrompts)
            _steps.Learn(step.Rows, step.StepTime);
        var seconds = (step.DraftTime + step.StepTime).TotalSeconds;
        var lost = _hasChosen && _rateToBeat is { } rate ? Math.Max(0, seconds - (step.Tokens / rate)) : 0;
        _credit = Math.Min(_credit + (TrialShare * seconds) - lost, seconds);
        _hasChosen = false;
    }

    private void ChooseAnew(ReadOnlySpan<DraftCandidate> candidates)
    {
        var best = FindBest(candidates);
        var next = _credit > 0 ? FindStale(candidates.Length, best) : best;
        _rateToBeat = next == best ? null : MeasureRate(candidates[best], best);
        if (next != _chosen)
            (_chosen, _keptFor) = (next, KeptSteps);
    }

    private int FindBest(ReadOnlySpan<DraftCandidate> candidates)
    {
        var best = _chosen;
        for (var length = 0; length < candidates.Length; length++)
            if (MeasureRate(candidates[length], length) > MeasureRate(candidates[best], best))
                best = length;
        return MeasureRate(candidates[best], best) > ChangeMargin * MeasureRate(candidates[_chosen], _chosen) ? best : _chosen;
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
