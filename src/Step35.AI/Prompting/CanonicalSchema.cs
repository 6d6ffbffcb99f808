using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Step35.AI.Prompting;

/// <summary>Writes JSON schemas with their keywords in one fixed order.</summary>
/// <remarks>
/// The model learned schemas in the order type, description, enum, properties, required, items; and schemas that mean the same
/// should be the same text, because prefix caches match text. Other keywords follow in their own order. The names inside
/// <c>properties</c> and values such as <c>enum</c>, <c>const</c> and <c>default</c> keep their order: it may carry meaning.
/// At the root, <c>$schema</c> and a <c>title</c> or <c>description</c> that repeats the function's own are left out.
/// </remarks>
internal static class CanonicalSchema
{
    private static readonly string[] Order = ["type", "description", "enum", "properties", "required", "items"];

    /// <summary>Keywords whose value is a schema or a list of schemas.</summary>
    private static readonly HashSet<string> Nested =
    [
        "items", "prefixItems", "additionalItems", "unevaluatedItems", "contains",
        "additionalProperties", "unevaluatedProperties", "propertyNames",
        "allOf", "anyOf", "oneOf", "not", "if", "then", "else",
    ];

    /// <summary>Keywords whose value gives names to schemas.</summary>
    private static readonly HashSet<string> Named = ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"];

    /// <summary>Writes the schema of a function's arguments, for servers that put it into the prompt as it comes.</summary>
    public static string RootOf(AIFunctionDeclaration tool)
    {
        var text = new StringBuilder();
        AppendRoot(text, tool);
        return text.ToString();
    }

    public static void AppendRoot(StringBuilder builder, AIFunctionDeclaration tool)
    {
        if (tool.JsonSchema.ValueKind == JsonValueKind.Object)
            AppendOrdered(builder, tool.JsonSchema.EnumerateObject().Where(property => !RepeatsTool(property, tool)));
        else
            PythonJson.Append(builder, tool.JsonSchema);
    }

    private static bool RepeatsTool(JsonProperty property, AIFunctionDeclaration tool) => JsonText.ReadName(property) switch
    {
        "$schema" => true,
        "title" => IsText(property.Value, tool.Name),
        "description" => IsText(property.Value, tool.Description),
        _ => false,
    };

    private static bool IsText(JsonElement value, string text) =>
        value.ValueKind == JsonValueKind.String && JsonText.Read(value) == text;

    /// <summary>Writes a schema with everything that it says.</summary>
    public static void Append(StringBuilder builder, JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Object)
            AppendOrdered(builder, schema.EnumerateObject());
        else if (schema.ValueKind == JsonValueKind.Array)
            PythonJson.AppendArray(builder, schema, Append);
        else
            PythonJson.Append(builder, schema);
    }

    private static void AppendOrdered(StringBuilder builder, IEnumerable<JsonProperty> keywords) =>
        PythonJson.AppendObject(builder, keywords.OrderBy(Rank), AppendKeyword);

    private static int Rank(JsonProperty keyword) => Array.IndexOf(Order, JsonText.ReadName(keyword)) is >= 0 and var rank ? rank : Order.Length;

    private static void AppendKeyword(StringBuilder builder, JsonProperty keyword)
    {
        var name = JsonText.ReadName(keyword);
        if (Nested.Contains(name))
            Append(builder, keyword.Value);
        else if (Named.Contains(name) && keyword.Value.ValueKind == JsonValueKind.Object)
            PythonJson.AppendObject(builder, keyword.Value.EnumerateObject(), static (b, named) => Append(b, named.Value));
        else
            PythonJson.Append(builder, keyword.Value);
    }
}
