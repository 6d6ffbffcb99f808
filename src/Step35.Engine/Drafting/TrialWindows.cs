namespace Step35.Engine.Drafting;

/// <summary>The steps that a trial compares; the same windows serve one trial after the other, so that only the small trial itself is new.</summary>
/// <param name="steps">How many steps of each are compared.</param>
internal sealed class TrialWindows(int steps)
{
    public int Steps => steps;

    /// <summary>Gets the steps of the kept length before the trial.</summary>
    public StepWindow Before { get; } = new(steps);

    /// <summary>Gets the steps of the length that is tried.</summary>
    public StepWindow Tried { get; } = new(steps);

    /// <summary>Gets the steps of the kept length after that.</summary>
    public StepWindow After { get; } = new(steps);

    public void Clear()
    {
        Before.Clear();
        Tried.Clear();
        After.Clear();
    }
}
