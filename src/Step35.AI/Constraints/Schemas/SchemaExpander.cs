using System.Collections.Immutable;
using System.Text.Json;
using Step35.AI.Prompting;

namespace Step35.AI.Constraints.Schemas;

/// <summary>Dissolves references, <c>allOf</c>, <c>anyOf</c> and <c>oneOf</c>.</summary>
internal sealed class SchemaExpander(SchemaDocument document)
{
    private const int MaxAlternatives = 200;
    private const int MaxTogether = 200;

    // Branches that end in nothing are no alternatives, yet take their time.
    private const int MaxSteps = 100_000;

    private static readonly string TooMany =
        $"It has more than {MaxAlternatives} combinations of alternatives, or more than {MaxTogether} schemas that hold together; merge some of them.";

    private int _steps;

    /// <summary>Returns alternatives, of which a value must satisfy one: all assertions of its schemas, now that none refers to others.</summary>
    /// <exception cref="UnsupportedSchemaException">There are too many, or finding them takes too long.</exception>
    public IReadOnlyList<SchemaSet> Expand(SchemaSet schemas)
    {
        var alternatives = new List<SchemaSet>();
        var branches = new Stack<(ImmutableStack<SchemaNode> Open, SchemaSet Done)>([([.. schemas.Nodes], SchemaSet.Anything)]);
        while (branches.TryPop(out var branch))
        {
            document.ThrowIfCancelled();
            if (++_steps > MaxSteps || branch.Done.Count > MaxTogether)
                throw document.Refuse(schemas.Place, TooMany);
            if (branch.Open.IsEmpty)
                Add(alternatives, branch.Done);
            else
                Continue(branch.Open, branch.Done).Reverse().ToList().ForEach(branches.Push);
        }

        return alternatives;
    }

    private void Add(List<SchemaSet> alternatives, SchemaSet alternative)
    {
        if (alternatives.Count == MaxAlternatives)
            throw document.Refuse(alternative.Place, TooMany);
        alternatives.Add(alternative);
    }

    private IEnumerable<(ImmutableStack<SchemaNode> Open, SchemaSet Done)> Continue(ImmutableStack<SchemaNode> open, SchemaSet done)
    {
        open = open.Pop(out var node);
        if (done.Contains(node) || node.Schema.ValueKind == JsonValueKind.True)
            return [(open, done)];
        SchemaRules.Check(node, document);
        return node.Schema.ValueKind == JsonValueKind.False ? [] : ExpandNode(node, open).Select(chosen => (chosen, done.With(node)));
    }

    private IEnumerable<ImmutableStack<SchemaNode>> ExpandNode(SchemaNode node, ImmutableStack<SchemaNode> open)
    {
        if (node.Find("$ref") is { } reference)
            open = Follow(node, reference, open);
        foreach (var part in node.Items("allOf"))
            open = open.Push(part);
        return Choose(node.Items("anyOf"), open).SelectMany(rest => Choose(node.Items("oneOf"), rest));
    }

    private ImmutableStack<SchemaNode> Follow(SchemaNode node, JsonElement reference, ImmutableStack<SchemaNode> open)
    {
        if (document.Resolve(reference) is { } target)
            return open.Push(target);
        if (reference.ValueKind == JsonValueKind.String && JsonText.Read(reference).StartsWith("#/", StringComparison.Ordinal))
            throw document.Refuse(node.PointerTo("$ref"), "The reference leads nowhere in this schema; correct it.");
        document.Relax(node.PointerTo("$ref"), "The reference leads nowhere in this schema; put what it means under '#/$defs'.");
        return open;
    }

    private static IEnumerable<ImmutableStack<SchemaNode>> Choose(IReadOnlyList<SchemaNode> options, ImmutableStack<SchemaNode> open) =>
        options.Count == 0 ? [open] : options.Select(open.Push);
}
