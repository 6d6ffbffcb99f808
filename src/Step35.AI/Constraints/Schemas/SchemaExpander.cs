using System.Collections.Immutable;
using System.Text.Json;

namespace Step35.AI.Constraints.Schemas;

/// <summary>Dissolves references, <c>allOf</c>, <c>anyOf</c> and <c>oneOf</c>.</summary>
internal sealed class SchemaExpander(SchemaDocument document)
{
    private const int MaxAlternatives = 200;

    /// <summary>Returns alternatives, of which a value must satisfy one: all assertions of its schemas, now that none refers to others.</summary>
    public IReadOnlyList<SchemaSet> Expand(SchemaSet schemas)
    {
        var alternatives = new List<SchemaSet>();
        Expand([.. schemas.Nodes], SchemaSet.Anything, alternatives);
        return alternatives;
    }

    private void Expand(ImmutableStack<SchemaNode> open, SchemaSet done, List<SchemaSet> alternatives)
    {
        if (open.IsEmpty)
        {
            if (alternatives.Count == MaxAlternatives)
                throw document.Refuse(done.Nodes.First().Pointer, $"It has more than {MaxAlternatives} combinations of alternatives; merge some of them.");
            alternatives.Add(done);
            return;
        }

        open = open.Pop(out var node);
        if (done.Contains(node) || node.Schema.ValueKind == JsonValueKind.True)
            Expand(open, done, alternatives);
        else if (node.Schema.ValueKind != JsonValueKind.False)
            ExpandNode(node, open, done.With(node), alternatives);
    }

    private void ExpandNode(SchemaNode node, ImmutableStack<SchemaNode> open, SchemaSet done, List<SchemaSet> alternatives)
    {
        if (node.Find("$ref") is { } reference)
            open = Follow(node, reference, open);
        foreach (var part in node.Items("allOf"))
            open = open.Push(part);
        foreach (var chosen in Choose(node.Items("anyOf"), open).SelectMany(rest => Choose(node.Items("oneOf"), rest)))
            Expand(chosen, done, alternatives);
    }

    private ImmutableStack<SchemaNode> Follow(SchemaNode node, JsonElement reference, ImmutableStack<SchemaNode> open)
    {
        if (document.Resolve(reference) is { } target)
            return open.Push(target);
        document.Relax(node.PointerTo("$ref"), "The reference leads nowhere in this schema; put what it means under '#/$defs'.");
        return open;
    }

    private static IEnumerable<ImmutableStack<SchemaNode>> Choose(IReadOnlyList<SchemaNode> options, ImmutableStack<SchemaNode> open) =>
        options.Count == 0 ? [open] : options.Select(open.Push);
}
