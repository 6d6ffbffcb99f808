namespace Step35.Engine.Drafting;

/// <summary>Chooses how many tokens to draft, for one group of numbers of sequences.</summary>
/// <remarks>
/// One length is kept; another is tried for some steps now and then, as often as time was saved for what its trials lose.
/// </remarks>
internal sealed class LengthChoice(int maxTokens)
{
    // Of the time, for each length; with three lengths less than a hundredth in all.
    private const double TrialShare = 0.002;
    private const int StaleSteps = 64;
    private const int TrialSteps = 12;

    // The core builds its graph anew, and caches have what others needed.
    private const int UnlikeSteps = 2;

    // Estimates are rough, and little is not worth a change.
    private const double ChangeMargin = 1.04;
    private const int KeptSteps = 8;

    // Some answers that end hardly matter; many rows short would measure another length.
    private const double FullShare = 0.9;

    private readonly LengthCosts _costs = new(maxTokens);
    private readonly long[] _lastTried = new long[maxTokens + 1];
    private readonly TrialWindows _windows = new(TrialSteps);
    private LengthTrial? _trial;
    private DraftCandidate _candidate;
    private int _kept;
    private long _keptSince;
    private int _chosen;
    private int _stepsUntilWarm = UnlikeSteps;
    private int _stepsUntilPlain;
    private int _sequences;
    private long _step;

    /// <summary>Goes on after steps in which other sequences wrote.</summary>
    public void Resume() => _stepsUntilWarm = UnlikeSteps;

    /// <summary>Chooses for a step.</summary>
    /// <param name="candidates">What each length would ask for and may bring, from no draft at all upward.</param>
    public int Choose(ReadOnlySpan<DraftCandidate> candidates)
    {
        if (_trial is null)
            Reconsider(candidates);
        var chosen = _trial is { IsReturning: false } trial ? trial.Length : _kept;
        if (chosen != _chosen)
            _stepsUntilWarm = UnlikeSteps;
        _lastTried[chosen] = ++_step;
        (_chosen, _candidate) = (chosen, candidates[chosen]);
        return chosen;
    }

    /// <summary>Learns what the step took.</summary>
    public void Learn(DraftStep step)
    {
        if (step.Begins || step.ReadsPrompts || step.Sequences != _sequences)
            _stepsUntilPlain = UnlikeSteps;
        _sequences = step.Sequences;
        var seconds = (step.DraftTime + step.StepTime).TotalSeconds;
        _costs.Save(TrialShare * seconds);
        _trial?.Charge(seconds, _candidate.ExpectedTokens);
        var allRows = step.Sequences * (1 + _chosen);
        if (_stepsUntilWarm > 0)
            _stepsUntilWarm--;
        else if (step.Rows >= FullShare * allRows)
            LearnWarm(step, isPlain: _stepsUntilPlain == 0 && step.Rows == allRows);
        _stepsUntilPlain = Math.Max(0, _stepsUntilPlain - 1);
    }

    private void LearnWarm(DraftStep step, bool isPlain)
    {
        if (_trial is not { } trial)
        {
            _windows.Before.Add(step, isPlain);
            return;
        }

        trial.Learn(step, isPlain, _candidate.ExpectedTokens);
        if (!trial.IsDone)
            return;
        _costs.Learn(_kept, trial);
        _windows.Clear();
        _trial = null;
    }

    private void Reconsider(ReadOnlySpan<DraftCandidate> candidates)
    {
        // Where a lookup finds no more, heads would guess in its stead, though they may not pay.
        if (FindBest(candidates) is var best && best != _kept && (best == 0 || _step - _keptSince >= KeptSteps))
        {
            (_kept, _keptSince) = (best, _step);
            _windows.Clear();
        }

        if (!_windows.Before.IsFull)
            return;
        if (FindChallenger(candidates) is { } challenger)
            _trial = new LengthTrial(challenger, _windows, candidates[_kept].ExpectedTokens);
        else
            _windows.Clear();
    }

    private int FindBest(ReadOnlySpan<DraftCandidate> candidates)
    {
        var best = _kept;
        for (var length = 0; length < candidates.Length; length++)
            if (_costs[length].IsMeasured && Rate(candidates[length]) > ChangeMargin * Rate(candidates[best]))
                best = length;
        return best;
    }

    // What was never measured is tried if it may be better; what was, when it was not for long.
    private int? FindChallenger(ReadOnlySpan<DraftCandidate> candidates)
    {
        int? stalest = null;
        for (var length = 0; length < candidates.Length; length++)
        {
            if (length == _kept || !_costs[length].IsAffordable)
                continue;
            if (!_costs[length].IsMeasured)
                return Rate(candidates[length]) > Rate(candidates[_kept]) ? length : stalest;
            if (_lastTried[length] < _step - StaleSteps && (stalest is null || _lastTried[length] < _lastTried[stalest.Value]))
                stalest = length;
        }

        return stalest;
    }

    private double Rate(DraftCandidate candidate) => candidate.ExpectedTokens / _costs.Estimate(candidate);
}
