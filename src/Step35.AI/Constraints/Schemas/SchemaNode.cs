using System.Text.Json;
using Step35.AI.Prompting;

namespace Step35.AI.Constraints.Schemas;

/// <summary>A schema and its place in the document.</summary>
/// <param name="Schema">The schema: an object, or true or false.</param>
/// <param name="Pointer">Where it stands, as a JSON pointer; no other schema of the document stands there.</param>
internal sealed record SchemaNode(JsonElement Schema, string Pointer)
{
    public JsonElement? Find(string keyword) => JsonText.Find(Schema, keyword);

    /// <summary>Goes to the schema behind a keyword.</summary>
    public SchemaNode? Child(string keyword) => Find(keyword) is { } schema ? new SchemaNode(schema, PointerTo(keyword)) : null;

    /// <summary>Goes to the named schemas behind a keyword.</summary>
    public IEnumerable<(string Name, SchemaNode Node)> Members(string keyword) =>
        Find(keyword) is { ValueKind: JsonValueKind.Object } members
            ? members.EnumerateObject()
                .Select(member => (Name: JsonText.ReadName(member), member.Value))
                .Select(member => (member.Name, new SchemaNode(member.Value, $"{PointerTo(keyword)}/{Escape(member.Name)}")))
            : [];

    /// <summary>Goes to the list of schemas behind a keyword.</summary>
    public IReadOnlyList<SchemaNode> Items(string keyword) =>
        Find(keyword) is { ValueKind: JsonValueKind.Array } items
            ? [.. items.EnumerateArray().Select((item, index) => new SchemaNode(item, $"{PointerTo(keyword)}/{index}"))]
            : [];

    public string PointerTo(string keyword) => $"{Pointer}/{Escape(keyword)}";

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
