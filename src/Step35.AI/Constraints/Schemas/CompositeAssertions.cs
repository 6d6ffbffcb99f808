using System.Text.Json;
using Step35.AI.Prompting;

namespace Step35.AI.Constraints.Schemas;

/// <summary>Reads what schemas say about objects and arrays.</summary>
/// <remarks>
/// Where a schema leaves room for properties or items that it does not describe, and describes others, nothing else is written: what the
/// schema's author had in mind is what it describes.
/// </remarks>
internal sealed class CompositeAssertions(SchemaDocument document)
{
    private const string Properties = "properties";
    private const string Additional = "additionalProperties";

    // The native core repeats nothing more often.
    private const int MaxItems = 2_000;

    private static readonly string[] Keywords =
        [Properties, Additional, "required", "items", "prefixItems", "minItems", "maxItems", "minProperties", "maxProperties"];

    /// <summary>Refuses what would have to be checked value by value.</summary>
    public static void RefuseBeside(SchemaSet literals, SchemaDocument document)
    {
        foreach (var keyword in Keywords)
            foreach (var (node, _) in literals.Find(keyword))
                document.Relax(node.PointerTo(keyword), "It stands beside objects or arrays in 'enum' or 'const'; list only values that satisfy it.");
    }

    public Shape.Structure ReadObject(SchemaSet schemas)
    {
        HashSet<string> required = [.. schemas.Find("required")
            .Where(list => list.Value.ValueKind == JsonValueKind.Array)
            .SelectMany(list => list.Value.EnumerateArray())
            .Where(name => name.ValueKind == JsonValueKind.String)
            .Select(JsonText.Read)];
        List<ShapeMember> members = [.. schemas.Nodes
            .SelectMany(node => node.Members(Properties).Select(member => member.Name))
            .Concat(required)
            .Distinct()
            .Select(name => new ShapeMember(name, SchemaSet.Of(schemas.Nodes.Select(node => SchemaOf(node, name))), required.Contains(name)))];
        List<SchemaNode> others = [.. schemas.Nodes
            .SelectMany(node => new[] { node.Child(Additional), node.Child("unevaluatedProperties") })
            .OfType<SchemaNode>()];
        var isClosed = others.Exists(node => node.Schema.ValueKind == JsonValueKind.False);
        var isDescribed = members.Count > 0 || schemas.Find(Properties).Any();
        var isComplete = isClosed || (others.Count == 0 && isDescribed);
        var shape = new Shape.Structure(members, isComplete ? null : SchemaSet.Of(others), isClosed);
        CheckCount(schemas, shape, required.Count);
        return shape;
    }

    public Shape.List ReadArray(SchemaSet schemas)
    {
        var prefixes = schemas.Nodes.ToDictionary(node => node, ReadPrefix);
        var first = prefixes.Values.Max(prefix => (int?)prefix.Count) ?? 0;
        var least = ReadLimits(schemas, "minItems").DefaultIfEmpty(0).Max();
        var most = ReadLimits(schemas, "maxItems").Select(limit => (int?)limit).DefaultIfEmpty(null).Min();
        var endsWithPrefix = prefixes.Any(node => node.Value.Count > 0 && ReadRest(node.Key) is null);
        if (endsWithPrefix && least <= first)
            most = Math.Min(most ?? first, first);
        return new Shape.List(
            [.. Enumerable.Range(0, first).Select(index => SchemaSet.Of(prefixes.Select(node =>
                index < node.Value.Count ? node.Value[index] : ReadRest(node.Key))))],
            SchemaSet.Of(schemas.Nodes.Select(ReadRest)),
            least,
            most);
    }

    private static SchemaNode? SchemaOf(SchemaNode node, string name) =>
        node.Members(Properties).Where(member => member.Name == name).Select(member => member.Node).LastOrDefault() ?? node.Child(Additional);

    private void CheckCount(SchemaSet schemas, Shape.Structure shape, int required)
    {
        foreach (var (node, value) in schemas.Find("minProperties"))
            if (Bounds.Read(value) > required)
                document.Relax(node.PointerTo("minProperties"), "Only what is required is sure to be there; use 'required' instead.");
        foreach (var (node, value) in schemas.Find("maxProperties"))
            if (Bounds.Read(value) < shape.Members.Count || shape.Others is not null)
                document.Relax(node.PointerTo("maxProperties"), "Properties are not counted; use 'additionalProperties': false instead.");
    }

    // Before draft 2020-12, "items" could be the list.
    private static IReadOnlyList<SchemaNode> ReadPrefix(SchemaNode node) =>
        node.Items("prefixItems") is { Count: > 0 } prefix ? prefix : node.Items("items");

    private static SchemaNode? ReadRest(SchemaNode node) =>
        node.Find("items") is { ValueKind: JsonValueKind.Array } ? node.Child("additionalItems") : node.Child("items");

    private IEnumerable<int> ReadLimits(SchemaSet schemas, string keyword)
    {
        foreach (var (node, value) in schemas.Find(keyword))
        {
            if (Bounds.Read(value) is not { } limit)
                continue;
            if (limit <= MaxItems)
                yield return limit;
            else
                document.Relax(node.PointerTo(keyword), $"At most {MaxItems:N0} items can be counted; choose a lower limit, or none.");
        }
    }
}
