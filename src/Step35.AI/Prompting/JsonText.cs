using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Step35.AI.Prompting;

/// <summary>Reads JSON strings and names, also those with half a surrogate pair, which the runtime's reader refuses.</summary>
/// <remarks>The half becomes U+FFFD, as it does wherever text becomes UTF-8.</remarks>
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
            return ReadMended(text.GetRawText());
        }
    }

    public static string ReadName(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return ReadMended($"\"{Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property))}\"");
        }
    }

    /// <summary>Finds the last member of that name, or null where there is none or the value is no object.</summary>
    public static JsonElement? Find(JsonElement value, string name)
    {
        JsonElement? found = null;
        if (value.ValueKind == JsonValueKind.Object)
            foreach (var property in value.EnumerateObject().Where(property => ReadName(property) == name))
                found = property.Value;
        return found;
    }

    /// <summary>Writes U+FFFD for each half pair in a JSON text, so that any reader takes it.</summary>
    public static string Mend(string json) => LoneSurrogate().Replace(json, "$1\\ufffd");

    private static string ReadMended(string quoted) => JsonElement.Parse(Mend(quoted)).GetString() ?? "";

    // An escaped half is lone when no other half stands beside it; an even run of backslashes before it escapes nothing.
    [GeneratedRegex(
        @"(?<!\\)((?:\\\\)*)(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
        + @"|(?<!(?<!\\)(?:\\\\)*\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})")]
    private static partial Regex LoneSurrogate();
}
