namespace Step35.Engine.Sessions;

/// <summary>Half-written files of processes that died while they wrote.</summary>
internal static class Leftovers
{
    // A file that is still being written changes all the time.
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    /// <summary>Removes those that nobody writes any more.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="names">A pattern of their names.</param>
    public static void RemoveOld(string folder, string names)
    {
        // Files carry the system's time, so no other clock tells how old they are.
        var oldest = TimeProvider.System.GetUtcNow() - LongestPause;
        // These options, unlike the usual ones, pass over what cannot be read.
        var files = new DirectoryInfo(folder).EnumerateFiles(names, new EnumerationOptions());
        foreach (var file in files.Where(file => file.LastWriteTimeUtc < oldest))
            Remove(file.FullName);
    }

    /// <summary>Removes a file, unless that is impossible: it takes space, and nothing else.</summary>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Whoever wanted something else must not fail by it.
        }
    }
}
