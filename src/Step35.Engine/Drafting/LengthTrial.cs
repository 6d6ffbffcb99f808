namespace Step35.Engine.Drafting;

/// <summary>A length that is tried for some steps between those of another one.</summary>
/// <remarks>
/// Longer conversations, a busy machine and caches that are cold after a prompt make all steps slower alike, and more or less so as time
/// goes by. So what was tried is compared with the mean of the steps before it and of those after it, in which all that is even cancels.
/// </remarks>
/// <param name="length">The length.</param>
/// <param name="windows">The steps before it, and room for those of the trial.</param>
/// <param name="tokensToBeat">How many tokens a step of the other length brings.</param>
internal sealed class LengthTrial(int length, TrialWindows windows, double tokensToBeat)
{
    private const double HopelessShare = 0.8;

    private bool _isHopeless;

    public int Length => length;

    /// <summary>Gets its steps.</summary>
    public StepWindow Tried => windows.Tried;

    /// <summary>Gets the steps after it.</summary>
    public StepWindow After => windows.After;

    /// <summary>Gets a value indicating whether the length was tried long enough, so that the other one is measured again.</summary>
    public bool IsReturning => Tried.IsFull || _isHopeless;

    public bool IsDone => After.IsFull;

    /// <summary>Gets what the trial has cost so far, in seconds.</summary>
    public double Loss { get; private set; }

    /// <summary>Gets the ratio of a step to one of the other length, without drafting.</summary>
    public double StepRatio => 2 * Tried.MeasureStep(HasPlain) / (windows.Before.MeasureStep(HasPlain) + After.MeasureStep(HasPlain));

    /// <summary>Gets a value indicating whether there are enough plain steps of both lengths to compare these alone.</summary>
    public bool HasPlain => windows.Before.HasPlain && Tried.HasPlain && After.HasPlain;

    /// <summary>Takes note of what a step has cost, be it like others or not.</summary>
    public void Charge(double seconds, double expectedTokens)
    {
        if (!IsReturning)
            Loss += seconds - (expectedTokens * windows.Before.MeasureTotal(plain: false) / tokensToBeat);
    }

    /// <summary>Learns a step of its length, or after it of the other one.</summary>
    public void Learn(DraftStep step, bool isPlain, double expectedTokens)
    {
        (IsReturning ? After : Tried).Add(step, isPlain);
        var plain = windows.Before.HasPlain && Tried.HasPlain;
        if (plain || Tried.Count >= windows.Steps / 2)
            _isHopeless |= expectedTokens / Tried.MeasureTotal(plain) < HopelessShare * tokensToBeat / windows.Before.MeasureTotal(plain);
    }
}
