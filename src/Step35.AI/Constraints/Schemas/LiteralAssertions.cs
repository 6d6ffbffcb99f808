using System.Text.Json;

namespace Step35.AI.Constraints.Schemas;

/// <summary>Reads <c>enum</c> and <c>const</c>.</summary>
internal static class LiteralAssertions
{
    /// <summary>Returns the values that all of the schemas list; null when none lists any.</summary>
    public static IReadOnlyList<JsonElement>? Find(SchemaSet schemas)
    {
        List<JsonElement>? values = null;
        foreach (var (_, listed) in schemas.Find("enum").Concat(schemas.Find("const").Select(only => (only.Node, AsList(only.Value)))))
            if (listed.ValueKind == JsonValueKind.Array)
                values = Intersect(values, [.. listed.EnumerateArray()]);
        return values;
    }

    private static JsonElement AsList(JsonElement value) => JsonElement.Parse($"[{value.GetRawText()}]");

    private static List<JsonElement> Intersect(List<JsonElement>? values, List<JsonElement> others) =>
        values is null ? others : [.. values.Where(value => others.Exists(other => JsonElement.DeepEquals(value, other)))];
}
