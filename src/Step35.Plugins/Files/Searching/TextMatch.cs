namespace Step35.Plugins.Files.Searching;

/// <summary>A line that was found.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The number of the line, from 1.</param>
/// <param name="Text">The line, cut where it is long.</param>
internal sealed record TextMatch(string Path, int Line, string Text)
{
    private const int MaxCharacters = 300;

    public static TextMatch Of(string path, int line, ReadOnlySpan<char> text)
    {
        var trimmed = text.TrimEnd('\r');
        return new(path, line, trimmed.Length <= MaxCharacters ? trimmed.ToString() : $"{trimmed[..MaxCharacters]} … (cut)");
    }

    public override string ToString() => $"{Path}:{Line}: {Text}";
}
