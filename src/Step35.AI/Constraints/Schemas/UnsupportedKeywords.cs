using System.Text.Json;
using Step35.AI.Prompting;

namespace Step35.AI.Constraints.Schemas;

/// <summary>Knows the assertions that no grammar can hold.</summary>
/// <remarks>A keyword that JSON Schema does not define asserts nothing, so it is passed over.</remarks>
internal static class UnsupportedKeywords
{
    private static readonly Dictionary<string, string> Advice = new()
    {
        ["not"] = "Say what is allowed instead of what is not.",
        ["if"] = "List the cases under 'anyOf' instead.",
        ["then"] = "List the cases under 'anyOf' instead.",
        ["else"] = "List the cases under 'anyOf' instead.",
        ["dependentRequired"] = "List the cases under 'anyOf' instead.",
        ["dependentSchemas"] = "List the cases under 'anyOf' instead.",
        ["dependencies"] = "List the cases under 'anyOf' instead.",
        ["patternProperties"] = "Name the properties, or describe all of them under 'additionalProperties'.",
        ["propertyNames"] = "Name the properties under 'properties' instead.",
        ["contains"] = "Describe all items under 'items' or 'prefixItems' instead.",
        ["uniqueItems"] = "Items are not compared with each other; drop repeated ones when you read the list.",
        ["unevaluatedProperties"] = "Use 'additionalProperties' beside 'properties' instead.",
        ["unevaluatedItems"] = "Use 'items' instead.",
        ["$dynamicRef"] = "Use '$ref' instead.",
        ["$recursiveRef"] = "Use '$ref' instead.",
    };

    public static void Check(SchemaSet schemas, SchemaDocument document)
    {
        foreach (var node in schemas.Nodes.Where(node => node.Schema.ValueKind == JsonValueKind.Object))
            foreach (var keyword in node.Schema.EnumerateObject().Select(keyword => (Name: JsonText.ReadName(keyword), keyword.Value)))
                if (keyword.Value.ValueKind != JsonValueKind.False && Advice.TryGetValue(keyword.Name, out var advice))
                    document.Relax(node.PointerTo(keyword.Name), advice);
    }
}
