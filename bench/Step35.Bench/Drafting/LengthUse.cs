namespace Step35.Bench.Drafting;

/// <summary>The steps of a trial that drafted as many tokens.</summary>
/// <param name="Drafted">The tokens drafted for each sequence.</param>
/// <param name="Steps">How many steps.</param>
/// <param name="Seconds">What all of them took, drafting included.</param>
/// <param name="StepMs">The median step, without drafting.</param>
/// <param name="DraftingMs">The median of drafting.</param>
internal sealed record LengthUse(int Drafted, int Steps, double Seconds, double StepMs, double DraftingMs);
