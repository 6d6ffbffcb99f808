using Step35.AI.Tools.Approval;

namespace Step35.Plugins.Patterns;

/// <summary>Patterns of paths: as <see cref="Wildcard"/> within each name, and <c>**</c> for any number of folders.</summary>
internal sealed class PathPattern
{
    private const string AnyFolders = "**";

    private readonly string[] _names;

    public PathPattern(string pattern)
    {
        var names = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        // At the end, it stands for everything inside, not for the folder itself.
        if (names.Count > 1 && names[^1] is AnyFolders)
            names.Add("*");
        _names = [.. names];
    }

    public bool Fits(string path)
    {
        var names = path.Split('/');
        return StarSearch.Fits(new Beside(_names, names), names.Length);
    }

    private readonly struct Beside(string[] pattern, string[] path) : IStarPattern
    {
        public int Length => pattern.Length;

        public bool IsStar(int at) => pattern[at] is AnyFolders;

        public bool TryFit(int at, int item, out int width)
        {
            width = 1;
            return Wildcard.Fits(pattern[at], path[item]);
        }
    }
}
