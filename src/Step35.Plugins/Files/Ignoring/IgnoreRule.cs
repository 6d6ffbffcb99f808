using Step35.Plugins.Patterns;

namespace Step35.Plugins.Files.Ignoring;

/// <summary>One line of a .gitignore file.</summary>
internal sealed class IgnoreRule
{
    private readonly string _name;
    private readonly PathPattern? _path;
    private readonly bool _foldersOnly;

    private IgnoreRule(string pattern, bool takesBack)
    {
        TakesBack = takesBack;
        _foldersOnly = pattern.EndsWith('/');
        _name = _foldersOnly ? pattern[..^1] : pattern;
        // A slash before the end binds the pattern to the file's own folder; without one it fits names at any depth.
        if (_name.Contains('/', StringComparison.Ordinal))
            _path = new(_name);
    }

    /// <summary>Whether the rule takes back what others ignore.</summary>
    public bool TakesBack { get; }

    /// <summary>Reads a line; null for comments and empty lines.</summary>
    public static IgnoreRule? Parse(string line)
    {
        var pattern = TrimEnd(line.TrimEnd('\r'));
        if (pattern.StartsWith('#'))
            return null;
        var takesBack = pattern.StartsWith('!');
        if (takesBack)
            pattern = pattern[1..];
        return pattern.Length == 0 || pattern == "/" ? null : new(pattern, takesBack);
    }

    /// <summary>Tests a path that begins at the file's folder.</summary>
    public bool Fits(string path, bool isFolder)
    {
        if (_foldersOnly && !isFolder)
            return false;
        return _path?.Fits(path) ?? Wildcard.Fits(_name, path.AsSpan(path.LastIndexOf('/') + 1));
    }

    // Spaces at the end do not count, unless a backslash stands before them.
    private static string TrimEnd(string line)
    {
        var end = line.Length;
        while (end > 0 && line[end - 1] == ' ' && (end < 2 || line[end - 2] != '\\'))
            end--;
        return line[..end];
    }
}
