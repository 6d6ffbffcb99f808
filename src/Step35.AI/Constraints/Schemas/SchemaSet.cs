using System.Text.Json;
using Step35.AI.Prompting;

namespace Step35.AI.Constraints.Schemas;

/// <summary>Schemas of one document that a value must satisfy all together; none allow everything.</summary>
/// <remarks>Immutable. Sets of the same schemas have the same key.</remarks>
internal sealed class SchemaSet
{
    private static readonly HashSet<string> Annotations =
        ["title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment", "$schema", "$id"];

    private readonly SortedList<string, SchemaNode> _nodes = new(StringComparer.Ordinal);

    private SchemaSet()
    {
    }

    public static SchemaSet Anything { get; } = new();

    public string Key => string.Join('&', _nodes.Keys);

    /// <summary>Gets where one of the schemas stands.</summary>
    public string Place => _nodes.Keys.FirstOrDefault("#");

    public int Count => _nodes.Count;

    /// <summary>Gets a value indicating whether the schemas plainly assert nothing.</summary>
    public bool AllowsAnything => _nodes.Values.All(node => node.Schema.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.Object => node.Schema.EnumerateObject().All(keyword => Annotations.Contains(JsonText.ReadName(keyword))),
        _ => false,
    });

    public IEnumerable<SchemaNode> Nodes => _nodes.Values;

    public static SchemaSet Of(params IEnumerable<SchemaNode?> nodes)
    {
        var set = new SchemaSet();
        foreach (var node in nodes)
            if (node is not null)
                set._nodes[node.Pointer] = node;
        return set;
    }

    public SchemaSet With(SchemaNode node) => Of(_nodes.Values.Append(node));

    public bool Contains(SchemaNode node) => _nodes.ContainsKey(node.Pointer);

    /// <summary>Finds a keyword in each of the schemas that has it.</summary>
    public IEnumerable<(SchemaNode Node, JsonElement Value)> Find(string keyword) =>
        from node in _nodes.Values
        let value = node.Find(keyword)
        where value is not null
        select (node, value.Value);
}
