namespace Step35.Engine.Generation;

/// <summary>Passes text on until one of the stop sequences comes up, however the text is cut.</summary>
/// <remarks>Holds back only what could still become a stop sequence. Holds the state of one stream.</remarks>
internal sealed class StopSequenceMatcher(IReadOnlyList<string> stopSequences)
{
    private string _held = string.Empty;

    /// <summary>Gets the stop sequence that came up; null while none has.</summary>
    public string? Matched { get; private set; }

    /// <summary>Gets a value indicating whether a stop sequence came up.</summary>
    public bool IsMatched => Matched is not null;

    /// <summary>Takes the next piece and returns the text that is certain to be output.</summary>
    public string Push(string piece)
    {
        if (stopSequences.Count == 0 || piece.Length == 0)
            return piece;

        var text = _held + piece;
        (var end, Matched) = FindFirstMatch(text);
        if (!IsMatched)
            end = text.Length - HeldLength(text);
        _held = IsMatched ? string.Empty : text[end..];
        return text[..end];
    }

    /// <summary>Ends the stream and returns what was held back.</summary>
    public string Flush()
    {
        var rest = _held;
        _held = string.Empty;
        return rest;
    }

    // The match that ends first wins: it is the one that is found however the text is cut.
    private (int Start, string? Matched) FindFirstMatch(string text)
    {
        var (start, end, matched) = (-1, int.MaxValue, default(string));
        foreach (var stop in stopSequences)
        {
            var index = text.IndexOf(stop, StringComparison.Ordinal);
            if (index >= 0 && (index + stop.Length < end || (index + stop.Length == end && index < start)))
                (start, end, matched) = (index, index + stop.Length, stop);
        }

        return (start, matched);
    }

    private int HeldLength(string text)
    {
        var longest = 0;
        foreach (var stop in stopSequences)
        {
            for (var length = Math.Min(stop.Length - 1, text.Length); length > longest; length--)
                if (text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length)))
                    longest = length;
        }

        return longest;
    }
}
