namespace Step35.Plugins.Patterns;

/// <summary>The sets of wildcard patterns: <c>[abc]</c>, <c>[a-z]</c>, <c>[!a]</c>, <c>[[:digit:]]</c>.</summary>
internal static class CharacterSet
{
    /// <summary>Tests a character against the set that a pattern begins with; a set that never ends fits nothing.</summary>
    public static bool Fits(ReadOnlySpan<char> pattern, char character, out int width)
    {
        var at = 1;
        var negated = pattern.Length > 1 && pattern[1] is '!' or '^';
        if (negated)
            at++;
        var found = false;
        for (var first = true; at < pattern.Length && (first || pattern[at] != ']'); first = false)
            found |= FitsItem(pattern, character, ref at);
        width = at + 1;
        return at < pattern.Length && found != negated;
    }

    private static bool FitsItem(ReadOnlySpan<char> pattern, char character, ref int at)
    {
        if (pattern[at..].StartsWith("[:") && pattern[at..].IndexOf(":]") is var end and > 1)
        {
            var name = pattern.Slice(at + 2, end - 2);
            at += end + 2;
            return IsIn(name, character);
        }

        var low = Take(pattern, ref at);
        if (at + 1 >= pattern.Length || pattern[at] != '-' || pattern[at + 1] == ']')
            return character == low;
        at++;
        var high = Take(pattern, ref at);
        return character >= low && character <= high;
    }

    private static char Take(ReadOnlySpan<char> pattern, ref int at)
    {
        if (pattern[at] == '\\' && at + 1 < pattern.Length)
            at++;
        return pattern[at++];
    }

    private static bool IsIn(ReadOnlySpan<char> name, char character) => name switch
    {
        "alnum" => char.IsAsciiLetterOrDigit(character),
        "alpha" => char.IsAsciiLetter(character),
        "blank" => character is ' ' or '\t',
        "cntrl" => char.IsControl(character),
        "digit" => char.IsAsciiDigit(character),
        "graph" => character is > ' ' and <= '~',
        "lower" => char.IsAsciiLetterLower(character),
        "print" => character is >= ' ' and <= '~',
        "punct" => char.IsAscii(character) && (char.IsPunctuation(character) || char.IsSymbol(character)),
        "space" => character is ' ' or (>= '\t' and <= '\r'),
        "upper" => char.IsAsciiLetterUpper(character),
        "xdigit" => char.IsAsciiHexDigit(character),
        _ => false,
    };
}
