namespace Step35.Engine.Drafting;

/// <summary>What the last few steps of one length have taken, in seconds.</summary>
/// <remarks>
/// Steps in which an answer begins, a prompt is read or some sequence has fewer rows take another time, so only plain ones count. But
/// where many sequences write short answers few steps are plain, and what all of them take is what matters.
/// </remarks>
internal sealed class StepWindow(int capacity)
{
    // The median of three stands one hold-up.
    private const int LeastSteps = 3;

    // Where few steps are plain, so many of any kind do.
    private const int PatienceFactor = 2;

    private readonly RecentNumbers _plain = new(capacity);
    private readonly RecentNumbers _any = new(capacity);
    private readonly RecentNumbers _draftTimes = new(capacity);
    private readonly RecentNumbers _headShares = new(capacity);

    /// <summary>Gets how many steps were added.</summary>
    public int Count { get; private set; }

    public bool IsFull => _plain.IsFull || Count >= PatienceFactor * capacity;

    /// <summary>Gets a value indicating whether there are enough plain steps to tell what they take.</summary>
    public bool HasPlain => _plain.Count >= LeastSteps;

    /// <summary>Gets the time that heads take which guess for all sequences, in a step of any kind; null if they guessed for none.</summary>
    public double? Drafting => _draftTimes.Count == 0 ? null : _draftTimes.Mean / _headShares.Mean;

    /// <summary>Gets the time of a step with its drafting.</summary>
    /// <param name="plain">Whether only plain steps count.</param>
    public double MeasureTotal(bool plain) => MeasureStep(plain) + (Drafting ?? 0);

    /// <summary>Gets the time of a step without drafting.</summary>
    /// <param name="plain">Whether only plain steps count.</param>
    public double MeasureStep(bool plain) => (plain ? _plain : _any).Median;

    /// <summary>Adds a step.</summary>
    /// <param name="step">What it came to.</param>
    /// <param name="isPlain">Whether it compares with others.</param>
    public void Add(DraftStep step, bool isPlain)
    {
        Count++;
        _any.Add(step.StepTime.TotalSeconds);
        if (isPlain)
            _plain.Add(step.StepTime.TotalSeconds);
        // What the heads read of prompts belongs to what drafting costs, in plain steps or not.
        if (step.HeadDrafts == 0)
            return;
        _draftTimes.Add(step.DraftTime.TotalSeconds);
        _headShares.Add((double)step.HeadDrafts / step.Sequences);
    }

    public void Clear()
    {
        Count = 0;
        _plain.Clear();
        _any.Clear();
        _draftTimes.Clear();
        _headShares.Clear();
    }
}
