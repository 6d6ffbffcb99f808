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

    public bool Fits(string path) => Fits(path.Split('/'));

    // The same search as for one name, with names in the place of characters.
    private bool Fits(string[] path)
    {
        int at = 0, read = 0, star = -1, taken = 0;
        while (read < path.Length)
        {
            if (at < _names.Length && _names[at] is AnyFolders)
            {
                star = at++;
                taken = read;
            }
            else if (at < _names.Length && Wildcard.Fits(_names[at], path[read]))
            {
                at++;
                read++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                read = ++taken;
            }
            else
            {
                return false;
            }
        }

        return _names.AsSpan(at).IndexOfAnyExcept(AnyFolders) < 0;
    }
}
