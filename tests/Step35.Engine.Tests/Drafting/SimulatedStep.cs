namespace Step35.Engine.Tests.Drafting;

/// <summary>A step of a simulated machine.</summary>
/// <param name="Drafted">The tokens drafted for each sequence.</param>
/// <param name="Accepted">How many of them are right.</param>
/// <param name="Begins">Whether a sequence writes its first tokens.</param>
/// <param name="DraftTime">What drafting took.</param>
/// <param name="StepTime">What the step took after that.</param>
internal sealed record SimulatedStep(int[] Drafted, int[] Accepted, bool Begins, TimeSpan DraftTime, TimeSpan StepTime)
{
    public int HeadDrafts => Drafted.Count(static tokens => tokens > 0);
}
