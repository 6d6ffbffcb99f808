namespace Step35.Plugins.Processes;

/// <summary>Finds programs by their names where the system keeps them, never in the workspace.</summary>
/// <param name="workspace">The workspace: what lies in it may have been written by the model.</param>
internal sealed class ProgramFinder(string workspace)
{
    /// <summary>The folders that programs are looked for in, for the programs themselves.</summary>
    public string SearchPath => string.Join(Path.PathSeparator, Folders());

    /// <summary>Finds a program; null where there is none.</summary>
    public string? Find(string name)
    {
        if (name.AsSpan().IndexOfAny('/', '\\') >= 0)
            return null;
        // Windows would hand a batch file to its shell, which reads arguments as commands.
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return Folders().Select(folder => Path.Combine(folder, file)).FirstOrDefault(IsProgram);
    }

    private IEnumerable<string> Folders() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Where(folder => Path.IsPathFullyQualified(folder) && !IsInWorkspace(folder));

    private bool IsInWorkspace(string path)
    {
        var full = Path.GetFullPath(path);
        return full == workspace || full.StartsWith(workspace + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
    }

    private bool IsProgram(string path)
    {
        if (!File.Exists(path) || IsInWorkspace(new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path))
            return false;
        const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0;
    }
}
