namespace Step35.Plugins.Files.Searching;

/// <summary>Finds the lines of a file that hold what is searched for.</summary>
internal interface ILineFinder
{
    /// <summary>Adds at most so many lines of a file's UTF-8 content.</summary>
    void Find(string path, ReadOnlySpan<byte> content, int maxMatches, List<TextMatch> matches);
}
