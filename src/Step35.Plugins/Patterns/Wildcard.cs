namespace Step35.Plugins.Patterns;

/// <summary>Patterns of one name: <c>*</c> any text, <c>?</c> any character, <c>[a-z]</c> or <c>[!a-z]</c> one of a set, <c>\</c> the next as it is.</summary>
/// <remarks>Takes at most pattern length times name length steps, whatever the pattern: only the last star is ever tried again.</remarks>
internal static class Wildcard
{
    public static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int at = 0, read = 0, star = -1, taken = 0;
        while (read < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                taken = read;
            }
            else if (at < pattern.Length && FitsOne(pattern[at..], name[read], out var width))
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

        return pattern[at..].IndexOfAnyExcept('*') < 0;
    }

    private static bool FitsOne(ReadOnlySpan<char> pattern, char character, out int width)
    {
        width = 1;
        switch (pattern[0])
        {
            case '?':
                return true;
            case '[':
                return CharacterSet.Fits(pattern, character, out width);
            case '\\' when pattern.Length > 1:
                width = 2;
                return pattern[1] == character;
            case '\\':
                return false;
            default:
                return pattern[0] == character;
        }
    }
}
