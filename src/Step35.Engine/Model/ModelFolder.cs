namespace Step35.Engine.Model;

/// <summary>Lists what is in the folders that hold models.</summary>
internal static class ModelFolder
{
    /// <summary>Lists the files of a folder.</summary>
    /// <exception cref="ModelNotFoundException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> Files(string folder, SearchOption depth = SearchOption.TopDirectoryOnly) =>
        Read(folder, () => Directory.GetFiles(folder, "*", depth));

    /// <summary>Lists the folders in a folder that match a pattern.</summary>
    /// <exception cref="ModelNotFoundException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> Folders(string folder, string pattern = "*") => Read(folder, () => Directory.GetDirectories(folder, pattern));

    private static string[] Read(string folder, Func<string[]> list)
    {
        try
        {
            return list();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelNotFoundException(
                folder, $"The folder '{Path.GetFileName(Path.GetFullPath(folder))}' cannot be read; see that this program may, or name another one.", error);
        }
    }
}
