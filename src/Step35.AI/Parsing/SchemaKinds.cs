using System.Text.Json;
using Step35.AI.Prompting;

namespace Step35.AI.Parsing;

/// <summary>Reads from a JSON schema which kinds of value an argument may be.</summary>
/// <remarks>
/// Looks at <c>type</c>, <c>enum</c>, <c>const</c>, <c>anyOf</c>, <c>oneOf</c>, <c>allOf</c> and local references. What it does not
/// understand restricts nothing.
/// </remarks>
internal sealed class SchemaKinds(JsonElement root)
{
    // References may form a circle; no honest schema nests them deeper.
    private const int MaxDepth = 8;

    /// <summary>Tells the kinds that a property of the root schema may be.</summary>
    public JsonKinds OfProperty(string name) => FindProperty(name) is { } schema ? Of(schema, 0) : JsonKinds.Any;

    /// <summary>Finds the schema of a property of the root schema.</summary>
    public JsonElement? FindProperty(string name) => JsonText.Find(root, "properties") is { } properties ? JsonText.Find(properties, name) : null;

    /// <summary>Tells the kind of a value; an integral number is an integer however it is spelled.</summary>
    public static JsonKinds Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonKinds.String,
        JsonValueKind.Number => value.TryGetDecimal(out var number) && decimal.IsInteger(number) || IsPlainInteger(value)
            ? JsonKinds.Integer
            : JsonKinds.Fraction,
        JsonValueKind.True or JsonValueKind.False => JsonKinds.Boolean,
        JsonValueKind.Object => JsonKinds.Object,
        JsonValueKind.Array => JsonKinds.Array,
        _ => JsonKinds.Null,
    };

    private static bool IsPlainInteger(JsonElement number) => number.GetRawText().AsSpan().IndexOfAny(".eE") < 0;

    private JsonKinds Of(JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth)
            return JsonKinds.Any;
        var kinds = JsonKinds.Any;
        foreach (var keyword in schema.EnumerateObject())
            kinds &= OfKeyword(keyword, depth + 1);
        return kinds == JsonKinds.None ? JsonKinds.Any : kinds;
    }

    private JsonKinds OfKeyword(JsonProperty keyword, int depth) => JsonText.ReadName(keyword) switch
    {
        "type" => OfType(keyword.Value),
        "const" => Of(keyword.Value),
        "enum" => Union(keyword.Value, Of),
        "anyOf" or "oneOf" => Union(keyword.Value, schema => Of(schema, depth)),
        "allOf" => Items(keyword.Value).Aggregate(JsonKinds.Any, (kinds, schema) => kinds & Of(schema, depth)),
        "$ref" => JsonReference.Find(root, keyword.Value, out _) is { } target ? Of(target, depth) : JsonKinds.Any,
        _ => JsonKinds.Any,
    };

    /// <summary>Reads the value of <c>type</c>: a name or a list of names.</summary>
    public static JsonKinds OfType(JsonElement type) => type.ValueKind == JsonValueKind.Array ? Union(type, OfType) : OfTypeName(type);

    /// <summary>Tells whether a value of <c>type</c> is one, or a list of some.</summary>
    public static bool IsType(JsonElement type) => type.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Array => type.GetArrayLength() > 0 && type.EnumerateArray().All(IsTypeName),
        _ => IsTypeName(type),
    };

    // What is known is less than everything.
    private static bool IsTypeName(JsonElement type) => OfTypeName(type) != JsonKinds.Any;

    private static JsonKinds OfTypeName(JsonElement type) => (type.ValueKind == JsonValueKind.String ? JsonText.Read(type) : "") switch
    {
        "string" => JsonKinds.String,
        "integer" => JsonKinds.Integer,
        "number" => JsonKinds.Number,
        "boolean" => JsonKinds.Boolean,
        "object" => JsonKinds.Object,
        "array" => JsonKinds.Array,
        "null" => JsonKinds.Null,
        _ => JsonKinds.Any,
    };

    private static JsonKinds Union(JsonElement list, Func<JsonElement, JsonKinds> kindsOf)
    {
        var union = Items(list).Aggregate(JsonKinds.None, (kinds, item) => kinds | kindsOf(item));
        return union == JsonKinds.None ? JsonKinds.Any : union;
    }

    private static List<JsonElement> Items(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];
}
