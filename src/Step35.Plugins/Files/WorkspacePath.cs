namespace Step35.Plugins.Files;

/// <summary>Reads the path that a model gives as names of files and folders below the root.</summary>
internal static class WorkspacePath
{
    private const int MaxDepth = 64;

    /// <summary>Splits a path into its names, which hold neither separators nor steps upwards.</summary>
    /// <exception cref="ToolException">The path leads, or may lead, out of the root.</exception>
    public static string[] Split(string root, string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            throw new ToolException("a path holds no zero character.");
        var names = Separate(Below(root, path));
        if (names.Length > MaxDepth)
            throw new ToolException($"the path is deeper than {MaxDepth} folders.");
        return names;
    }

    // Models like to write the whole path.
    private static string Below(string root, string path)
    {
        if (path.Length > root.Length && path.StartsWith(root, StringComparison.Ordinal) && path[root.Length] is '/' or '\\')
            return path[(root.Length + 1)..];
        return path == root ? "" : path;
    }

    private static string[] Separate(string path)
    {
        if (path.StartsWith('/') || Path.IsPathRooted(path))
            throw new ToolException("only files in the workspace can be reached: begin the path with a name, such as 'src/app.cs'.");
        var names = Normalize(path).Split('/').Where(name => name is not ("" or ".")).ToArray();
        if (names.Contains(".."))
            throw new ToolException("a path may not hold '..': begin at the top of the workspace instead.");
        if (OperatingSystem.IsWindows() && names.Any(IsAmbiguousOnWindows))
            throw new ToolException("a name may not hold ':' or end with a dot or a space.");
        return names;
    }

    private static string Normalize(string path) => OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;

    // Streams of files ("a.txt:b"), and names that Windows takes for others ("..  ", "a.").
    private static bool IsAmbiguousOnWindows(string name) => name.Contains(':', StringComparison.Ordinal) || name[^1] is '.' or ' ';
}
