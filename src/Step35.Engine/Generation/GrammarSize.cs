using System.Globalization;

namespace Step35.Engine.Generation;

/// <summary>How much a grammar asks of the native parser.</summary>
/// <param name="Depth">How deep its parentheses nest.</param>
/// <param name="Rules">How many rules the parser makes of it: of each definition, each group, and each time that a repetition may go on.</param>
internal readonly record struct GrammarSize(int Depth, long Rules)
{
    /// <summary>The native search for left recursion goes one call deeper with each of a chain of rules, until the stack ends.</summary>
    public const int MaxRules = 40_000;

    private const string Definition = "::=";

    // The parser takes no more; one that is spelled at length counts as that many.
    private const int MaxRepetitions = 2_000;
    private const int MaxRepetitionLength = 16;

    /// <summary>Measures a grammar, right or wrong, without what its literals, character classes, tokens and comments hold.</summary>
    public static GrammarSize Measure(ReadOnlySpan<char> grammar)
    {
        var (depth, deepest, rules) = (0, 0, 0L);
        for (var index = 0; index < grammar.Length; index++)
        {
            var rest = grammar[index..];
            depth = Math.Max(0, depth + rest[0] switch { '(' => 1, ')' => -1, _ => 0 });
            deepest = Math.Max(deepest, depth);
            rules += CountRules(rest);
            index += MeasureQuoted(rest);
        }

        return new GrammarSize(deepest, rules);
    }

    private static int CountRules(ReadOnlySpan<char> text) => text[0] switch
    {
        '(' or '*' or '+' or '?' => 1,
        '{' => CountRepetitions(text),
        _ => text.StartsWith(Definition) ? 1 : 0,
    };

    private static int CountRepetitions(ReadOnlySpan<char> text)
    {
        var end = text[..Math.Min(text.Length, MaxRepetitionLength)].IndexOf('}');
        if (end < 0)
            return MaxRepetitions;
        var bounds = text[1..end];
        var comma = bounds.IndexOf(',');
        if (comma < 0)
            return 0;
        return ReadBound(bounds[..comma]) is { } least && ReadBound(bounds[(comma + 1)..]) is { } most ? Math.Clamp(most - least, 0, MaxRepetitions) : 1;
    }

    private static int? ReadBound(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var bound) ? bound : null;

    private static int MeasureQuoted(ReadOnlySpan<char> text) => text[0] switch
    {
        '"' => MeasureUntil(text, "\"", hasEscapes: true),
        '[' => MeasureUntil(text, "]", hasEscapes: true),
        '<' => MeasureUntil(text, ">", hasEscapes: false),
        '#' => MeasureUntil(text, "\r\n", hasEscapes: false),
        _ => 0,
    };

    private static int MeasureUntil(ReadOnlySpan<char> text, ReadOnlySpan<char> ends, bool hasEscapes)
    {
        var index = 1;
        while (index < text.Length && !ends.Contains(text[index]))
            index += hasEscapes && text[index] == '\\' ? 2 : 1;
        return index;
    }
}
