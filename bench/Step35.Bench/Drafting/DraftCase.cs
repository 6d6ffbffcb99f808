namespace Step35.Bench.Drafting;

/// <summary>What is measured.</summary>
/// <param name="Model">The model.</param>
/// <param name="Sequences">How many answers are written side by side.</param>
/// <param name="Chance">The chance that a guess is right, given that those before it were.</param>
internal readonly record struct DraftCase(string Model, int Sequences, double Chance);
