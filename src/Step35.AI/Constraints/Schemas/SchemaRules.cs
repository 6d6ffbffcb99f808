using System.Text.Json;
using Step35.AI.Parsing;

namespace Step35.AI.Constraints.Schemas;

/// <summary>Refuses what is no schema: passed over, it would leave a value free that somebody meant to restrict.</summary>
internal static class SchemaRules
{
    private const string NoSchema = "It is no schema; write an object, true or false.";
    private const string NoType = "It is no type; use 'object', 'array', 'string', 'number', 'integer', 'boolean', 'null', or a list of them.";

    /// <exception cref="UnsupportedSchemaException">The node, or its type, is none.</exception>
    public static void Check(SchemaNode node, SchemaDocument document)
    {
        // Where nothing is said, some write null.
        if (node.Schema.ValueKind is not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
            throw document.Refuse(node.Pointer, NoSchema);
        if (node.Find("type") is { } type && !SchemaKinds.IsType(type))
            throw document.Refuse(node.PointerTo("type"), NoType);
    }
}
