namespace Step35.TestModels;

/// <summary>Finds the trained model that the repository holds, or the one that the environment variable STEP35_NANO_MODEL names in its stead.</summary>
public static class NanoModel
{
    private const string Variable = "STEP35_NANO_MODEL";
    private const string Name = "step35-nano.gguf";

    private static readonly string? Named = Environment.GetEnvironmentVariable(Variable);

    /// <summary>Gets the path of the model; unless it is named, it is looked for from the running program upwards. Null where it is absent.</summary>
    public static string? FoundPath { get; } = Candidates().FirstOrDefault(File.Exists);

    /// <summary>Gets the path of the model, for tests that cannot do without it.</summary>
    public static string Path => FoundPath ?? throw new InvalidOperationException(string.IsNullOrEmpty(Named)
        ? $"models/{Name} is absent; run from inside the repository."
        : $"{Variable} names {Named}, which is absent; without the variable, models/{Name} is taken.");

    private static IEnumerable<string> Candidates() => string.IsNullOrEmpty(Named)
        ? Ancestors(AppContext.BaseDirectory).Select(folder => System.IO.Path.Combine(folder, "models", Name))
        : [Named];

    private static IEnumerable<string> Ancestors(string? folder)
    {
        for (; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
            yield return folder;
    }
}
