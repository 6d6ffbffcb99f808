using System.Globalization;
using System.Text;

namespace Step35.AI.Tools.Approval;

/// <summary>Makes text that a model wrote safe to look at: what would steer a terminal or turn the reading order shows as its code.</summary>
/// <remarks>For approvers of your own: whoever allows a call must see what it does. Safe for concurrent calls.</remarks>
public static class VisibleText
{
    /// <summary>Shows control and format characters as <c>\uXXXX</c>; line breaks, tabs and everything else stay.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <returns>The text to show; markup in it is still markup.</returns>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var builder = new StringBuilder(text.Length);
        foreach (var character in text)
            _ = IsPlain(character) ? builder.Append(character) : builder.Append($"\\u{(int)character:x4}");
        return builder.ToString();
    }

    private static bool IsPlain(char character) => character is '\n' or '\t'
        || char.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
