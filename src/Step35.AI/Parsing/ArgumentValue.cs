using System.Globalization;
using System.Text.Json;
using Step35.AI.Prompting;

namespace Step35.AI.Parsing;

/// <summary>Turns the raw text of an argument into the value that the schema asks for.</summary>
/// <remarks>
/// Where only text is allowed, the text stays as it is. Elsewhere a JSON reading of an allowed kind wins; models also spell
/// True, False and None as Python does, write 5.0 for integers, and wrap objects and lists into a JSON string. What reads as none
/// of these stays text: the function then reports what it cannot take.
/// </remarks>
internal static class ArgumentValue
{
    /// <summary>Returns a <see cref="string"/> or a <see cref="JsonElement"/>.</summary>
    public static object Read(string raw, JsonKinds allowed)
    {
        if (allowed == JsonKinds.String || TryParse(raw) is not { } value)
            return raw;
        if (value.ValueKind == JsonValueKind.String)
            return ReadQuoted(raw, value, allowed);
        return Fit(value, allowed) is { } fitting ? fitting : raw;
    }

    private static object ReadQuoted(string raw, JsonElement quoted, JsonKinds allowed)
    {
        if (allowed == JsonKinds.Any)
            return quoted;
        var mayBeText = allowed.HasFlag(JsonKinds.String);
        return !mayBeText && TryParse(JsonText.Read(quoted)) is { } value && Fit(value, allowed) is { } fitting
            ? fitting
            : raw;
    }

    private static JsonElement? Fit(JsonElement value, JsonKinds allowed)
    {
        var kind = SchemaKinds.Of(value);
        if (kind == JsonKinds.Integer && !allowed.HasFlag(JsonKinds.Fraction) && allowed.HasFlag(JsonKinds.Integer))
            return Integral(value);
        return (kind & allowed) != 0 ? value : null;
    }

    private static JsonElement Integral(JsonElement number)
    {
        var isSpelledAsFraction = number.GetRawText().AsSpan().IndexOfAny(".eE") >= 0;
        return isSpelledAsFraction && number.TryGetDecimal(out var value)
            ? JsonElement.Parse(value.ToString("0", CultureInfo.InvariantCulture))
            : number;
    }

    private static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonElement.Parse(text.Trim() switch { "True" => "true", "False" => "false", "None" => "null", var json => json });
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
