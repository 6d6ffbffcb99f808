using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Step35.AI.Prompting;

/// <summary>Writes JSON as Python's <c>json.dumps(value, ensure_ascii=False)</c> does.</summary>
internal static class PythonJson
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0x20).Select(code => (char)code)) + "\"\\");

    public static void Append(StringBuilder builder, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(builder, value.EnumerateObject(), static (b, property) => Append(b, property.Value));
                break;
            case JsonValueKind.Array:
                AppendArray(builder, value, Append);
                break;
            case JsonValueKind.String:
                AppendString(builder, JsonText.Read(value));
                break;
            case JsonValueKind.Number:
                builder.Append(PythonNumber.Json(value.GetRawText()));
                break;
            default:
                builder.Append(value.ValueKind switch { JsonValueKind.True => "true", JsonValueKind.False => "false", _ => "null" });
                break;
        }
    }

    public static void AppendObject(
        StringBuilder builder, IEnumerable<JsonProperty> properties, Action<StringBuilder, JsonProperty> appendValue)
    {
        builder.Append('{');
        var separator = "";
        foreach (var property in properties)
        {
            builder.Append(separator);
            AppendString(builder, JsonText.ReadName(property));
            builder.Append(": ");
            appendValue(builder, property);
            separator = ", ";
        }

        builder.Append('}');
    }

    public static void AppendArray(StringBuilder builder, JsonElement array, Action<StringBuilder, JsonElement> appendItem)
    {
        builder.Append('[');
        var separator = "";
        foreach (var item in array.EnumerateArray())
        {
            builder.Append(separator);
            appendItem(builder, item);
            separator = ", ";
        }

        builder.Append(']');
    }

    public static void AppendString(StringBuilder builder, ReadOnlySpan<char> text)
    {
        builder.Append('"');
        for (var next = text.IndexOfAny(Escaped); next >= 0; next = text.IndexOfAny(Escaped))
        {
            builder.Append(text[..next]);
            AppendEscape(builder, text[next]);
            text = text[(next + 1)..];
        }

        builder.Append(text).Append('"');
    }

    private static void AppendEscape(StringBuilder builder, char character)
    {
        if (character is '"' or '\\')
            builder.Append('\\').Append(character);
        else if ("\b\t\n\f\r".IndexOf(character, StringComparison.Ordinal) is >= 0 and var index)
            builder.Append('\\').Append("btnfr"[index]);
        else
            builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
    }
}
