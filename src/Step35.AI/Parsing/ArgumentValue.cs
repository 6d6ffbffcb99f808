using System.Globalization;
using System.Text.Json;
using Step35.AI.Parsing.Repairs;
using Step35.AI.Prompting;

namespace Step35.AI.Parsing;

/// <summary>Turns the raw text of an argument into the value that the schema asks for.</summary>
/// <remarks>
/// Where text is allowed, it stays as it is unless it is JSON of another kind that is allowed, too, or one of Python's words
/// True, False and None. Where no text is allowed, the first reading of <see cref="LooseJson"/> that is of an allowed kind wins; a
/// string may hold the value once more. What reads as none of these stays text: the function then reports what it cannot take.
/// </remarks>
internal static class ArgumentValue
{
    // A value that is a string twice over is damage; deeper ones are something else.
    private const int MaxEncodings = 2;

    public static RepairedValue Read(string raw, JsonKinds allowed)
    {
        var asWritten = new RepairedValue(raw, ToolCallRepairs.None);
        if (allowed == JsonKinds.String)
            return asWritten;
        var found = allowed.HasFlag(JsonKinds.String) ? ReadBesideText(raw, allowed) : ReadAny(raw, allowed, MaxEncodings);
        return found is { } json ? new RepairedValue(json.Value, json.Repairs) : asWritten;
    }

    private static RepairedJson? ReadBesideText(string raw, JsonKinds allowed)
    {
        var word = raw.Trim() switch { "True" => "true", "False" => "false", "None" => "null", _ => null };
        if (LooseJson.TryParse(word ?? raw) is not { } value || (value.ValueKind == JsonValueKind.String && allowed != JsonKinds.Any))
            return null;
        return Fit(new RepairedJson(value, word is null ? ToolCallRepairs.None : ToolCallRepairs.Literal), allowed);
    }

    private static RepairedJson? ReadAny(string raw, JsonKinds allowed, int encodings)
    {
        foreach (var reading in LooseJson.ReadAll(raw))
            if ((Fit(reading, allowed) ?? Decode(reading, allowed, encodings)) is { } found)
                return found;
        return null;
    }

    private static RepairedJson? Decode(RepairedJson reading, JsonKinds allowed, int encodings)
    {
        if (reading.Value.ValueKind != JsonValueKind.String || encodings == 0)
            return null;
        return ReadAny(JsonText.Read(reading.Value), allowed, encodings - 1) is { } inner
            ? inner with { Repairs = inner.Repairs | reading.Repairs | ToolCallRepairs.EncodedValue }
            : null;
    }

    private static RepairedJson? Fit(RepairedJson reading, JsonKinds allowed)
    {
        var kind = SchemaKinds.Of(reading.Value);
        if (kind == JsonKinds.Integer && !allowed.HasFlag(JsonKinds.Fraction) && allowed.HasFlag(JsonKinds.Integer))
            return reading with { Value = Integral(reading.Value) };
        return (kind & allowed) != 0 ? reading : null;
    }

    private static JsonElement Integral(JsonElement number)
    {
        var isSpelledAsFraction = number.GetRawText().AsSpan().IndexOfAny(".eE") >= 0;
        return isSpelledAsFraction && number.TryGetDecimal(out var value)
            ? JsonElement.Parse(value.ToString("0", CultureInfo.InvariantCulture))
            : number;
    }
}
