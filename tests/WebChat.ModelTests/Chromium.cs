namespace WebChat.ModelTests;

/// <summary>Finds the browser: the one that <c>STEP35_CHROMIUM</c> names, else the first on the search path.</summary>
internal static class Chromium
{
    public const string Missing = $"there is no Chromium: install one, or set {Variable} to its program";

    private const string Variable = "STEP35_CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    public static string? Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : OnPath().FirstOrDefault(File.Exists);

    private static IEnumerable<string> OnPath() =>
        from name in Names
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        select Path.Combine(folder, name);
}
