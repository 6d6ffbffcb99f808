using System.Text.Json;
using Step35.AI.Parsing;

namespace Step35.AI.Constraints.Schemas;

/// <summary>Finds out whether what is written for one option of a <c>oneOf</c> could satisfy another one, which it must not.</summary>
/// <remarks>Errs on the safe side: shapes count as overlapping until they are seen to differ.</remarks>
internal sealed class ShapeOverlap(ShapeReader reader, SchemaDocument document)
{
    private const int MaxDepth = 3;

    /// <summary>Relaxes each <c>oneOf</c> of an alternative, unless the options that were not chosen exclude its shapes.</summary>
    public void Check(SchemaSet alternative, IReadOnlyList<Shape> shapes)
    {
        foreach (var (node, _) in alternative.Find("oneOf"))
            if (node.Items("oneOf").Where(option => !alternative.Contains(option)).Any(other => MayMeet(shapes, SchemaSet.Of(other), depth: 0)))
                document.Relax(
                    node.PointerTo("oneOf"),
                    "A value could satisfy two options at once; use 'anyOf', or tell them apart by a required property with a 'const'.");
    }

    private bool MayMeet(IReadOnlyList<Shape> written, SchemaSet other, int depth) =>
        depth > MaxDepth || written.Any(mine => reader.Read(other).Any(theirs => MayMeet(mine, theirs, depth)));

    private bool MayMeet(Shape written, Shape other, int depth) => (written, other) switch
    {
        (Shape.Literals mine, Shape.Literals theirs) => mine.Values.Any(value => theirs.Values.Any(their => JsonElement.DeepEquals(value, their))),
        (Shape.Literals mine, _) => mine.Values.Any(value => (SchemaKinds.Of(value) & KindOf(other)) != 0),
        (_, Shape.Literals theirs) => theirs.Values.Any(value => (SchemaKinds.Of(value) & KindOf(written)) != 0),
        (Shape.Structure mine, Shape.Structure theirs) => !Excludes(mine, theirs, depth),
        (Shape.Text { Texts: { } mine }, Shape.Text { Texts: { } theirs }) => !mine.Intersect(theirs).IsEmpty,
        (Shape.Scalar mine, Shape.Scalar theirs) => (mine.Kind & theirs.Kind) != 0 && !mine.Spellings.Intersect(theirs.Spellings).IsEmpty,
        _ => (KindOf(written) & KindOf(other)) != 0,
    };

    private bool Excludes(Shape.Structure written, Shape.Structure other, int depth)
    {
        var mine = written.Members.ToDictionary(member => member.Name);
        var theirs = other.Members.ToDictionary(member => member.Name);
        return other.Members.Any(their => their.IsRequired && written.Others is null && !mine.ContainsKey(their.Name))
            || written.Members.Any(my => my.IsRequired && other.IsClosed && !theirs.ContainsKey(my.Name))
            || written.Members.Any(my => theirs.TryGetValue(my.Name, out var their)
                && (my.IsRequired || their.IsRequired)
                && !MayMeet(reader.Read(my.Schemas), their.Schemas, depth + 1));
    }

    private static JsonKinds KindOf(Shape shape) => shape switch
    {
        Shape.Text => JsonKinds.String,
        Shape.Scalar scalar => scalar.Kind,
        Shape.Structure => JsonKinds.Object,
        Shape.List => JsonKinds.Array,
        _ => JsonKinds.Any,
    };
}
