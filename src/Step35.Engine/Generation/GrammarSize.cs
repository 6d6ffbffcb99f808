namespace Step35.Engine.Generation;

/// <summary>How much a grammar asks of the native parser.</summary>
/// <param name="Depth">How deep its parentheses nest.</param>
/// <param name="Rules">How many rules it defines.</param>
internal readonly record struct GrammarSize(int Depth, int Rules)
{
    private const string Definition = "::=";

    /// <summary>Measures a grammar, right or wrong, without what its literals, character classes, tokens and comments hold.</summary>
    public static GrammarSize Measure(ReadOnlySpan<char> grammar)
    {
        var (depth, deepest, rules) = (0, 0, 0);
        for (var index = 0; index < grammar.Length; index++)
        {
            var rest = grammar[index..];
            depth = Math.Max(0, depth + rest[0] switch { '(' => 1, ')' => -1, _ => 0 });
            deepest = Math.Max(deepest, depth);
            rules += rest.StartsWith(Definition) ? 1 : 0;
            index += MeasureQuoted(rest);
        }

        return new GrammarSize(deepest, rules);
    }

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
