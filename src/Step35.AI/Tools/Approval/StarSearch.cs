namespace Step35.AI.Tools.Approval;

/// <summary>Fits patterns with stars.</summary>
/// <remarks>Takes at most pattern length times item count steps, whatever the pattern: only the last star is ever tried again.</remarks>
internal static class StarSearch
{
    /// <summary>Says whether a pattern fits all of its items.</summary>
    public static bool Fits<TPattern>(TPattern pattern, int items)
        where TPattern : IStarPattern, allows ref struct
    {
        int at = 0, read = 0, star = -1, taken = 0;
        while (read < items)
        {
            if (at < pattern.Length && pattern.IsStar(at))
            {
                star = at++;
                taken = read;
            }
            else if (at < pattern.Length && pattern.TryFit(at, read, out var width))
            {
                at += width;
                read++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                read = ++taken;
            }
            else
            {
                return false;
            }
        }

        while (at < pattern.Length && pattern.IsStar(at))
            at++;
        return at >= pattern.Length;
    }
}
