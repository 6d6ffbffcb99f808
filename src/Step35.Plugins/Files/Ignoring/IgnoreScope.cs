namespace Step35.Plugins.Files.Ignoring;

/// <summary>What the .gitignore files of a folder and of those around it ignore.</summary>
/// <remarks>The last rule that fits decides, and the innermost file comes first. Git's own folder is always ignored.</remarks>
/// <param name="Outer">What counts around the folder; null at the top.</param>
/// <param name="Prefix">The path of the folder, with a slash at its end; empty at the top.</param>
/// <param name="Rules">The rules of its own file, the last one first.</param>
internal sealed record IgnoreScope(IgnoreScope? Outer, string Prefix, IReadOnlyList<IgnoreRule> Rules)
{
    public const string FileName = ".gitignore";

    public static IgnoreScope Parse(IgnoreScope? outer, string prefix, string text) =>
        new(outer, prefix, [.. text.Split('\n').Select(IgnoreRule.Parse).OfType<IgnoreRule>().Reverse()]);

    public bool Ignores(string path, bool isFolder)
    {
        if (path == ".git" || path.EndsWith("/.git", StringComparison.Ordinal))
            return true;
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            var own = path[scope.Prefix.Length..];
            if (scope.Rules.FirstOrDefault(rule => rule.Fits(own, isFolder)) is { } rule)
                return !rule.TakesBack;
        }

        return false;
    }
}
