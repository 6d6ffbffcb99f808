namespace Step35.Engine.Drafting;

/// <summary>What steps take in which so many sequences write, by the tokens drafted.</summary>
/// <remarks>
/// <para>
/// Longer conversations and a busy machine make all steps slower alike. So a cost is a ratio of its own times a level common to all, and
/// ratios are learned only where sizes follow each other closely: in the first steps of another size, the level stands still; in those
/// after them, and in a request's first ones, the ratio does.
/// </para>
/// <para>
/// Optimistic, once the level is settled: what was not measured yet is taken to grow by half as much as the sizes below it, or not at
/// all, so that it is tried where it may pay. The first step of another size tells nothing, since the core builds its graph anew.
/// </para>
/// </remarks>
internal sealed class MeasuredCosts
{
    private const int SettledSteps = 12;

    private const double FurtherGrowth = 0.5;

    // What is too short for the clock still takes something.
    private const double ClockTick = 1e-7;

    private readonly RobustMean _level = new();
    private readonly RobustMean[] _steps;
    private readonly RobustMean[][] _drafting;
    private readonly int _sequences;
    private int _lastSize = -1;
    private int _repetitions;
    private bool _hasUnit;

    /// <param name="sequences">How many sequences write.</param>
    /// <param name="maxTokens">The most tokens drafted for each.</param>
    public MeasuredCosts(int sequences, int maxTokens)
    {
        _sequences = sequences;
        _steps = CreateMeans((sequences * maxTokens) + 1);
        _drafting = [.. Enumerable.Range(0, sequences + 1).Select(_ => CreateMeans(maxTokens + 1))];
        foreach (var drafting in _drafting)
            drafting[0] = RobustMean.Of(0);
    }

    /// <summary>Gets a value indicating whether anything is known of the sequences that write now.</summary>
    public bool IsKnown => _level.Count > 0;

    /// <summary>Tells whether a step of this kind was ever measured.</summary>
    public bool IsMeasured(DraftCandidate candidate, int length) =>
        _steps[candidate.Rows - _sequences].Count > 0 && _drafting[candidate.HeadDrafts][length].Count > 0;

    /// <summary>Gets what a step with its drafting is expected to take, in seconds; infinite while that cannot be told.</summary>
    public double Estimate(DraftCandidate candidate, int length)
    {
        if (!_hasUnit)
            return double.PositiveInfinity;
        return (_level.Value * EstimateRatio(_steps, candidate.Rows - _sequences)) + EstimateRatio(_drafting[candidate.HeadDrafts], length);
    }

    /// <summary>Learns what a step took.</summary>
    /// <param name="step">The step.</param>
    /// <param name="isNew">Whether it has another sequence than the one before, so that it compares with none before.</param>
    public void Learn(DraftStep step, bool isNew)
    {
        if (step.IsSteady && !isNew && IsKnown)
            _drafting[step.HeadDrafts][step.Length].Learn(MeasureSeconds(step.DraftTime));
        if (!step.ReadsPrompts)
            LearnStep(step.Rows - _sequences, MeasureSeconds(step.StepTime), isNew);
    }

    private void LearnStep(int size, double seconds, bool isNew)
    {
        var isRepeated = size == _lastSize && !isNew;
        _lastSize = size;
        _repetitions = isRepeated ? _repetitions + 1 : 0;
        if (isNew && _hasUnit)
            FollowLevel();
        if (!isRepeated)
            return;
        if (!_hasUnit)
            ChooseUnit(size);
        if (_steps[size].IsTrusted && (_repetitions >= SettledSteps || !IsKnown))
            _level.Learn(seconds / _steps[size].Value);
        else if (IsKnown)
            _steps[size].Learn(seconds / _level.Value);
    }

    private void FollowLevel()
    {
        _level.Restart();
        _repetitions = SettledSteps;
    }

    // The first size measured is what the others are ratios to.
    private void ChooseUnit(int size)
    {
        _steps[size] = RobustMean.Of(1);
        _hasUnit = true;
        FollowLevel();
    }

    private double EstimateRatio(RobustMean[] ratios, int size)
    {
        if (ratios[size].Count == 0 && _level.Count < SettledSteps)
            return double.PositiveInfinity;
        var known = FindMeasured(ratios, size);
        if (known < 0)
            return 0;
        var before = FindMeasured(ratios, known - 1);
        var growth = before < 0 ? 0 : Math.Max(0, (ratios[known].Value - ratios[before].Value) / (known - before));
        return ratios[known].Value + (FurtherGrowth * growth * (size - known));
    }

    private static int FindMeasured(RobustMean[] ratios, int size)
    {
        while (size >= 0 && ratios[size].Count == 0)
            size--;
        return size;
    }

    private static double MeasureSeconds(TimeSpan elapsed) => Math.Max(elapsed.TotalSeconds, ClockTick);

    private static RobustMean[] CreateMeans(int count) => [.. Enumerable.Range(0, count).Select(_ => new RobustMean())];
}
