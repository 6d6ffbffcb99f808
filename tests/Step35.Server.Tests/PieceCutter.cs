namespace Step35.Server.Tests;

/// <summary>Cuts texts into pieces of given lengths, in turn, but never inside of a character.</summary>
internal sealed class PieceCutter(int[] lengths)
{
    private int _next;

    public IEnumerable<string> Cut(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = Math.Min(lengths[_next++ % lengths.Length], text.Length - start);
            // The engine keeps a character together, too.
            length += char.IsHighSurrogate(text[start + length - 1]) ? 1 : 0;
            yield return text.Substring(start, length);
            start += length;
        }
    }
}
