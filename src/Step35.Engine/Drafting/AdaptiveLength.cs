namespace Step35.Engine.Drafting;

/// <summary>Chooses how many tokens to draft: as many as give the most tokens a second, by what steps have cost and drafts have won.</summary>
/// <remarks>
/// All sequences of a step draft alike, because the core computes rows together only while each sequence has as many as the others. It
/// looks one length further than it has measured, and tries what it has not tried for a while once the length has saved as much time as
/// its last trial lost; what is clearly worse is left at once. Belongs to the scheduler's thread.
/// </remarks>
internal sealed class AdaptiveLength(int maxSequences, int maxTokens)
{
    // Of the time, for each length; with three lengths a hundredth in all.
    private const double TrialShare = 0.003;
    private const int StaleSteps = 128;

    // One step tells little of what a length costs, and little is not worth a change.
    private const int KeptSteps = 8;
    private const double ChangeMargin = 1.01;
    private const double HopelessShare = 0.8;

    // What loses more was held up by something else.
    private const double MostLostSteps = 32;

    // The first step of a length takes longer, and one more may be held up.
    private const int MostHopelessSteps = 3;

    private readonly MeasuredCosts?[] _costs = new MeasuredCosts?[maxSequences + 1];
    private readonly long[] _lastTried = new long[maxTokens + 1];
    private readonly double[] _savings = new double[maxTokens + 1];
    private readonly double?[] _lastLosses = new double?[maxTokens + 1];
    private int _lastSequences;
    private bool _isNew;
    private long _step;
    private double? _rateToBeat;
    private double _expectedTokens;
    private int _hopelessSteps;
    private double _lastSeconds;
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
            ChooseAnew(candidates, mayTry: isKnown);
        _lastTried[_chosen] = ++_step;
        _expectedTokens = candidates[_chosen].ExpectedTokens;
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
        Settle((step.DraftTime + step.StepTime).TotalSeconds, step.Tokens);
    }

    private void Settle(double seconds, int tokens)
    {
        _lastSeconds = seconds;
        for (var length = 0; length <= maxTokens; length++)
            _savings[length] = Math.Min(_savings[length] + (TrialShare * seconds), Math.Max(seconds, ExpectLoss(length)));
        if (_rateToBeat is not { } rate)
            return;
        var lost = Math.Clamp(seconds - (tokens / rate), 0, MostLostSteps * tokens / rate);
        _savings[_chosen] -= lost;
        _lastLosses[_chosen] += lost;
        _hopelessSteps = _expectedTokens / seconds < HopelessShare * rate ? _hopelessSteps + 1 : 0;
        if (_hopelessSteps >= MostHopelessSteps)
            _keptFor = 0;
    }

    private void ChooseAnew(ReadOnlySpan<DraftCandidate> candidates, bool mayTry)
    {
        var best = FindBest(candidates);
        var next = mayTry ? FindStale(candidates.Length, best) : best;
        var toBeat = next == best ? _chosen : best;
        _rateToBeat = next == toBeat ? null : MeasureRate(candidates[toBeat], toBeat);
        if (_rateToBeat is not null)
            _lastLosses[next] = 0;
        if (next != _chosen)
            (_chosen, _keptFor, _hopelessSteps) = (next, KeptSteps, 0);
    }

    private MeasuredCosts Costs(int sequences) => _costs[sequences] ??= new MeasuredCosts(sequences, maxTokens);

    private int FindBest(ReadOnlySpan<DraftCandidate> candidates)
    {
        var best = _chosen;
        for (var length = 0; length < candidates.Length; length++)
        {
            if (MeasureRate(candidates[length], length) > MeasureRate(candidates[best], best))
                best = length;
            if (!IsMeasured(candidates[length], length))
                break;
        }

        return MeasureRate(candidates[best], best) > ChangeMargin * MeasureRate(candidates[_chosen], _chosen) ? best : _chosen;
    }

    private bool IsMeasured(DraftCandidate candidate, int length) => Costs(candidate.Sequences).IsMeasured(candidate, length);

    private double MeasureRate(DraftCandidate candidate, int length) =>
        candidate.ExpectedTokens / Costs(candidate.Sequences).Estimate(candidate, length);

    private double ExpectLoss(int length) => _lastLosses[length] ?? KeptSteps * _lastSeconds;

    private int FindStale(int count, int best)
    {
        var stalest = best;
        for (var length = 0; length < count; length++)
            if (_savings[length] >= ExpectLoss(length) && _lastTried[length] < _step - StaleSteps && _lastTried[length] < _lastTried[stalest])
                stalest = length;
        return stalest;
    }
}
