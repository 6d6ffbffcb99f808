using System.Globalization;
using System.Text;

namespace Step35.Engine.Tokenization;

/// <summary>Measures how deep the native tokenizer's regular expressions will recurse over a text.</summary>
/// <remarks>
/// llama.cpp splits text with <c>std::regex</c> where it has no splitter of its own, which is the case for this model's
/// pre-tokenizer: that recurses once for every character of a match, and a match never goes past two neighbouring stretches
/// of one kind of character. Padding, rules of a log file or text without punctuation make such stretches as long as they like.
/// </remarks>
internal static class CharacterRuns
{
    private enum Kind
    {
        Letter,
        Sign,
        Space,
        Other,
    }

    /// <summary>Gets the length of the longest stretch of characters of one kind.</summary>
    public static int FindLongest(ReadOnlySpan<char> text)
    {
        var (longest, current, kind) = (0, 0, Kind.Other);
        foreach (var character in text.EnumerateRunes())
        {
            var next = KindOf(character);
            current = next == kind ? current + 1 : 1;
            kind = next;
            longest = Math.Max(longest, current);
        }

        return longest;
    }

    private static Kind KindOf(Rune character) => Rune.GetUnicodeCategory(character) switch
    {
        <= UnicodeCategory.EnclosingMark => Kind.Letter,
        >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherSymbol => Kind.Sign,
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => Kind.Space,
        _ => Rune.IsWhiteSpace(character) ? Kind.Space : Kind.Other,
    };
}
