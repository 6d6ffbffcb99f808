namespace Step35.Engine.Tests.Drafting;

/// <summary>A step of a simulated machine.</summary>
internal sealed record SimulatedStep(int Length, int[] Accepted, bool Begins, bool IsSteady, TimeSpan DraftTime, TimeSpan StepTime);
