namespace Step35.Cli.ModelTests;

/// <summary>The tool as it was built, with what is beside it there.</summary>
internal static class ToolProcess
{
    public static readonly string Assembly = Path.Combine(
        AppContext.BaseDirectory.Replace(Path.Combine("tests", "Step35.Cli.ModelTests"), Path.Combine("src", "Step35.Cli"), StringComparison.Ordinal),
        "step35.dll");

    /// <summary>Makes the tool with something more, or less, in its environment.</summary>
    public static ProgramProcess With(params (string Name, string? Value)[] environment) =>
        new(Assembly) { Environment = environment.ToDictionary(variable => variable.Name, variable => variable.Value) };
}
