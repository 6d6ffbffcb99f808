namespace Step35.Engine.Drafting;

/// <summary>A length that is tried for some steps between those of another one.</summary>
/// <remarks>
/// Longer conversations, a busy machine and caches that are cold after a prompt make all steps slower alike, and more or less so as time
/// goes by. So what was tried is compared with the mean of the steps before it and of those after it, in which all that is even cancels.
/// </remarks>
/// <param name="length">The length.</param>
/// <param name="before">The steps before it.</param>
/// <param name="rateToBeat">The tokens a second of the other length.</param>
/// <param name="steps">How many steps of each are compared.</param>
internal sealed class LengthTrial(int length, StepWindow before, double rateToBeat, int steps)
{
    private const double HopelessShare = 0.8;

    // The median of three stands one hold-up.
    private const int LeastSteps = 3;

    private readonly double _before = before.Step;
    private bool _isHopeless;

    public int Length => length;

    /// <summary>Gets its steps.</summary>
    public StepWindow Tried { get; } = new(steps);

    /// <summary>Gets the steps after it.</summary>
    public StepWindow After { get; } = new(steps);

    /// <summary>Gets a value indicating whether the length was tried long enough, so that the other one is measured again.</summary>
    public bool IsReturning => Tried.IsFull || _isHopeless;

    public bool IsDone => After.IsFull;

    /// <summary>Gets what the trial has cost so far, in seconds.</summary>
    public double Loss { get; private set; }

    /// <summary>Gets the ratio of a step to one of the other length, without drafting.</summary>
    public double StepRatio => 2 * Tried.Step / (_before + After.Step);

    /// <summary>Takes note of what a step has cost, be it like others or not.</summary>
    public void Charge(double seconds, double expectedTokens)
    {
        if (!IsReturning)
            Loss += seconds - (expectedTokens / rateToBeat);
    }

    /// <summary>Learns a step that compares with others.</summary>
    public void Learn(DraftStep step, double expectedTokens)
    {
        (IsReturning ? After : Tried).Add(step);
        _isHopeless |= Tried.Count >= LeastSteps && expectedTokens / Tried.Total < HopelessShare * rateToBeat;
    }
}
