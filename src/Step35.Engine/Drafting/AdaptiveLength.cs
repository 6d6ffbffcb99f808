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

    // One step tells little of what a length costs, and little is not worth a change.
    private const int KeptSteps = 8;
    private const double ChangeMargin = 1.01;

    private readonly MeasuredCosts?[] _costs = new MeasuredCosts?[maxSequences + 1];
    private readonly long[] _lastTried = new long[maxTokens + 1];
    private int _lastSequences;
    private bool _isNew;
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
        // Where a request begins, a length that was not measured before would tell nothing.
        var isKnown = Costs(candidates[0].Sequences).IsKnown;
        if (--_keptFor <= 0 || !isKnown)
            ChooseAnew(candidates, mayTry: isKnown && _credit > 0);
        _lastTried[_chosen] = ++_step;
        _hasChosen = true;
        return _chosen;
    }

    /// <summary>Learns what the step took, if its length was chosen here.</summary>
    public void Learn(DraftStep step)
    {
        if (!_hasChosen)
            return;
        _hasChosen = false;
        _isNew |= step.Begins || step.Sequences != _lastSequences;
        _lastSequences = step.Sequences;
        Costs(step.Sequences).Learn(step, _isNew);
        _isNew &= step.ReadsPrompts;
        var seconds = (step.DraftTime + step.StepTime).TotalSeconds;
        var lost = _rateToBeat is { } rate ? Math.Max(0, seconds - (step.Tokens / rate)) : 0;
        _credit = Math.Min(_credit + (TrialShare * seconds) - lost, seconds);
    }

    private void ChooseAnew(ReadOnlySpan<DraftCandidate> candidates, bool mayTry)
    {
        var best = FindBest(candidates);
        var next = mayTry ? FindStale(candidates.Length, best) : best;
        _rateToBeat = next == best ? null : MeasureRate(candidates[best], best);
        if (next != _chosen)
            (_chosen, _keptFor) = (next, KeptSteps);
    }

    private MeasuredCosts Costs(int sequences) => _costs[sequences] ??= new MeasuredCosts(sequences, maxTokens);

    private int FindBest(ReadOnlySpan<DraftCandidate> candidates)
    {
        var best = _chosen;
        for (var length = 0; length < candidates.Length; length++)
            if (MeasureRate(candidates[length], length) > MeasureRate(candidates[best], best))
                best = length;
        return MeasureRate(candidates[best], best) > ChangeMargin * MeasureRate(candidates[_chosen], _chosen) ? best : _chosen;
    }

    private double MeasureRate(DraftCandidate candidate, int length) =>
        candidate.ExpectedTokens / Costs(candidate.Sequences).Estimate(candidate, length);

    private int FindStale(int count, int best)
    {
        var stalest = best;
        for (var length = 0; length < count; length++)
            if (_lastTried[length] < _step - StaleSteps && _lastTried[length] < _lastTried[stalest])
                stalest = length;
        return stalest;
    }
}
