namespace Step35.TestModels.Damage;

/// <summary>One way to damage a model.</summary>
/// <param name="Name">What was done, in words that a test's output can show.</param>
/// <param name="WriteTo">Writes the file, or several, into an empty folder and returns the path to open.</param>
public sealed record DamagedFile(string Name, Func<string, string> WriteTo);
