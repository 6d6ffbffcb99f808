namespace Step35.Engine.Drafting;

/// <summary>What the last few steps of one length have taken, in seconds.</summary>
internal sealed class StepWindow(int capacity)
{
    private readonly RunningMedian _steps = new(capacity);
    private readonly RunningMedian _drafting = new(capacity);

    public bool IsFull => _steps.IsFull;

    public int Count => _steps.Count;

    /// <summary>Gets the time of a step without drafting.</summary>
    public double Step => _steps.Value;

    /// <summary>Gets the time that heads take which guess for all sequences; null if they guessed for none.</summary>
    public double? Drafting => _drafting.Count == 0 ? null : _drafting.Value;

    public double Total => Step + (Drafting ?? 0);

    public void Add(DraftStep step)
    {
        _steps.Add(step.StepTime.TotalSeconds);
        if (step.HeadDrafts > 0)
            _drafting.Add(step.DraftTime.TotalSeconds * step.Sequences / step.HeadDrafts);
    }

    public void Clear()
    {
        _steps.Clear();
        _drafting.Clear();
    }
}
