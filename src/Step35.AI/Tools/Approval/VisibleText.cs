using System.Globalization;
using System.Text;

namespace Step35.AI.Tools.Approval;

/// <summary>Makes text that a model wrote safe to look at: what would steer a terminal or turn the reading order shows as its code.</summary>
internal static class VisibleText
{
    public static string Of(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var character in text)
            _ = IsPlain(character) ? builder.Append(character) : builder.Append($"\\u{(int)character:x4}");
        return builder.ToString();
    }

    private static bool IsPlain(char character) => character is '\n' or '\t'
        || char.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
