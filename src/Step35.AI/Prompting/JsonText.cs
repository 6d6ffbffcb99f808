using System.Text.Json;
using System.Text.RegularExpressions;

namespace Step35.AI.Prompting;

/// <summary>Reads JSON strings, also those with half a surrogate pair, which the runtime's reader refuses.</summary>
internal static partial class JsonText
{
    public static string Read(JsonElement text)
    {
        try
        {
            return text.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return JsonElement.Parse(LoneSurrogate().Replace(text.GetRawText(), "$1\\ufffd")).GetString() ?? "";
        }
    }

    // An escaped half is lone when no other half stands beside it; an even run of backslashes before it escapes nothing.
    [GeneratedRegex(
        @"(?<!\\)((?:\\\\)*)(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
        + @"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})")]
    private static partial Regex LoneSurrogate();
}
