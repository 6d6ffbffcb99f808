using Step35.Engine.Tokenization;

namespace Step35.Engine.Loops;

/// <summary>Finds out whether an answer ends in a loop.</summary>
/// <remarks>
/// Source: the failure function of Knuth, Morris and Pratt, "Fast Pattern Matching in Strings", 1977, which gives the smallest period of
/// each prefix of a text. The tokens are read backwards, so that prefixes are the answer's ends. Those periods never shrink: text that
/// does not loop is left as soon as they pass the longest allowed one. So a look costs about <see cref="LoopLimit.MaxPeriod"/> steps, and
/// at most <see cref="LoopLimit.Window"/>; once in 64 tokens that is some dozen simple steps a token, however long the answer is.
/// </remarks>
internal sealed class LoopDetector
{
    private int[] _borders = [];

    /// <summary>Returns how many tokens are repeated, or null when the answer's end is no loop.</summary>
    public int? FindPeriod(ReadOnlySpan<TokenId> answer, LoopLimit limit)
    {
        var end = answer[^Math.Min(answer.Length, limit.Window)..];
        if (end.Length < limit.MinTokens)
            return null;
        if (_borders.Length < end.Length)
            _borders = new int[limit.Window];
        var border = 0;
        for (var length = 1; length <= end.Length; length++)
        {
            border = length == 1 ? 0 : Extend(end, border, length - 1);
            _borders[length - 1] = border;
            var period = length - border;
            if (period > LoopLimit.MaxPeriod)
                return null;
            if (length >= limit.MinTokens && length >= period * limit.MinRounds)
                return period;
        }

        return null;
    }

    // The longest part that the tokens both begin and end with, one token on.
    private int Extend(ReadOnlySpan<TokenId> end, int border, int index)
    {
        var token = end[^(index + 1)];
        while (border > 0 && end[^(border + 1)] != token)
            border = _borders[border - 1];
        return end[^(border + 1)] == token ? border + 1 : 0;
    }
}
