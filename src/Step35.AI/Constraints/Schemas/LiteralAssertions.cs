using System.Text.Json;

namespace Step35.AI.Constraints.Schemas;

/// <summary>Reads <c>enum</c> and <c>const</c>.</summary>
internal sealed class LiteralAssertions(SchemaDocument document)
{
    // Each value is compared with all others of its schemas, and the native core tries each at every token.
    private const int MaxValues = 5_000;

    private static readonly string TooMany = $"It lists more than {MaxValues:N0} values; describe them by a 'pattern' instead.";

    /// <summary>Returns the values that all of the schemas list; null when none lists any.</summary>
    public Shape.Literals? Read(SchemaSet schemas)
    {
        Shape.Literals? known = null;
        foreach (var (place, listed) in Lists(schemas))
            if (listed.Count <= MaxValues)
                known = new Shape.Literals(known is null ? listed : Intersect(known.Values, listed), known?.Place ?? place);
            else
                document.Relax(place, TooMany);
        return known;
    }

    private static IEnumerable<(string Place, IReadOnlyList<JsonElement> Values)> Lists(SchemaSet schemas) =>
    [
        .. schemas.Find("enum").Where(list => list.Value.ValueKind == JsonValueKind.Array)
            .Select(list => (list.Node.PointerTo("enum"), (IReadOnlyList<JsonElement>)[.. list.Value.EnumerateArray()])),
        .. schemas.Find("const").Select(only => (only.Node.PointerTo("const"), (IReadOnlyList<JsonElement>)[only.Value])),
    ];

    private static List<JsonElement> Intersect(IReadOnlyList<JsonElement> values, IReadOnlyList<JsonElement> others) =>
        [.. values.Where(value => others.Any(other => JsonElement.DeepEquals(value, other)))];
}
