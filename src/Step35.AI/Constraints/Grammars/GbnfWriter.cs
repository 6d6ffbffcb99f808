using System.Globalization;
using System.Text;
using Step35.AI.Constraints.Languages;

namespace Step35.AI.Constraints.Grammars;

/// <summary>Writes rules in GBNF, the notation of llama.cpp's grammars.</summary>
internal static class GbnfWriter
{
    // What an expression may be without parentheses: anything, anything but a choice, one item.
    private const int Anything = 0;
    private const int NoChoice = 1;
    private const int OneItem = 2;

    public static string Write(IEnumerable<KeyValuePair<string, GrammarExpression>> rules)
    {
        var text = new StringBuilder();
        foreach (var (name, expression) in rules)
        {
            text.Append(name).Append(" ::= ");
            Append(text, expression, Anything);
            text.Append('\n');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, GrammarExpression expression, int place)
    {
        switch (expression)
        {
            case GrammarExpression.Text literal:
                AppendText(text, literal.Characters);
                break;
            case GrammarExpression.OneOf set:
                AppendSet(text, set.Characters);
                break;
            case GrammarExpression.Special token:
                text.Append(token.Spelling);
                break;
            case GrammarExpression.Rule rule:
                text.Append(rule.Name);
                break;
            case GrammarExpression.Sequence sequence:
                AppendList(text, sequence.Parts, " ", place >= OneItem);
                break;
            case GrammarExpression.Choice choice:
                AppendList(text, choice.Options, " | ", place >= NoChoice);
                break;
            case GrammarExpression.Repeat repeat:
                Append(text, repeat.Item, OneItem);
                AppendBounds(text, repeat);
                break;
        }
    }

    private static void AppendList(StringBuilder text, IReadOnlyList<GrammarExpression> items, string separator, bool isBracketed)
    {
        if (isBracketed)
            text.Append('(');
        for (var index = 0; index < items.Count; index++)
        {
            text.Append(index > 0 ? separator : "");
            Append(text, items[index], NoChoice);
        }

        // An option without a sign of its own would take in the next line.
        if (items.Count == 0)
            text.Append("\"\"");
        if (isBracketed)
            text.Append(')');
    }

    private static void AppendBounds(StringBuilder text, GrammarExpression.Repeat repeat) => text.Append((repeat.Least, repeat.Most) switch
    {
        (0, null) => "*",
        (1, null) => "+",
        (0, 1) => "?",
        var (least, most) => string.Create(CultureInfo.InvariantCulture, $"{{{least},{most}}}"),
    });

    private static void AppendText(StringBuilder text, string characters)
    {
        text.Append('"');
        foreach (var rune in characters.EnumerateRunes())
            AppendCharacter(text, rune.Value);
        text.Append('"');
    }

    private static void AppendSet(StringBuilder text, CharacterSet set)
    {
        text.Append('[');
        foreach (var range in set.Ranges)
        {
            AppendCharacter(text, range.First);
            if (range.Last == range.First)
                continue;
            text.Append('-');
            AppendCharacter(text, range.Last);
        }

        text.Append(']');
    }

    // Letters and digits stand for themselves; everything else is spelled by its number, so that nothing has a meaning of its own.
    private static void AppendCharacter(StringBuilder text, int character)
    {
        if (character < 0x80 && (char.IsAsciiLetterOrDigit((char)character) || character is ' ' or '<' or '>' or '/' or '=' or '_' or ':' or ','))
            text.Append((char)character);
        else if (character <= 0xFF)
            text.Append(CultureInfo.InvariantCulture, $"\\x{character:X2}");
        else if (character <= 0xFFFF)
            text.Append(CultureInfo.InvariantCulture, $"\\u{character:X4}");
        else
            text.Append(CultureInfo.InvariantCulture, $"\\U{character:X8}");
    }
}
