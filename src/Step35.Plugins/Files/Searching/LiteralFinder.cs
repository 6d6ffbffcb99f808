using System.Text;

namespace Step35.Plugins.Files.Searching;

/// <summary>Finds a text as it stands: the whole file is scanned as bytes, and only lines that hold it are looked at.</summary>
internal sealed class LiteralFinder(string text) : ILineFinder
{
    private readonly byte[] _text = Encoding.UTF8.GetBytes(text);

    public void Find(string path, ReadOnlySpan<byte> content, int maxMatches, List<TextMatch> matches)
    {
        var line = 1;
        for (int at; matches.Count < maxMatches && (at = content.IndexOf(_text)) >= 0;)
        {
            line += content[..at].Count((byte)'\n');
            var start = content[..at].LastIndexOf((byte)'\n') + 1;
            var length = content[at..].IndexOf((byte)'\n');
            var end = length < 0 ? content.Length : at + length;
            matches.Add(TextMatch.Of(path, line, Encoding.UTF8.GetString(content[start..end])));
            content = content[Math.Min(end + 1, content.Length)..];
            line++;
        }
    }
}
