using System.Text.Json;
using Step35.AI.Constraints.Languages;
using Step35.AI.Prompting;

namespace Step35.AI.Constraints.Schemas;

/// <summary>Reads what schemas say about strings.</summary>
internal sealed class TextAssertions(SchemaDocument document)
{
    /// <summary>Returns the texts that all of the schemas allow.</summary>
    public Shape.Text Read(SchemaSet schemas)
    {
        var text = new Shape.Text(Texts: null, Place: "#");
        foreach (var (pointer, make) in Find(schemas))
            if (document.TryMake(pointer, () => text.Texts is null ? make() : text.Texts.Intersect(make())) is { } narrower)
                text = new Shape.Text(narrower, pointer);
        return text;
    }

    private static IEnumerable<(string Pointer, Func<Automaton> Make)> Find(SchemaSet schemas)
    {
        foreach (var (node, format) in schemas.Find("format"))
            if (format.ValueKind == JsonValueKind.String && Formats.Find(JsonText.Read(format)) is { } texts)
                yield return (node.PointerTo("format"), () => texts);
        foreach (var (node, pattern) in schemas.Find("pattern"))
            if (pattern.ValueKind == JsonValueKind.String)
                yield return (node.PointerTo("pattern"), () => Pattern.Parse(JsonText.Read(pattern)));
        foreach (var (node, most) in schemas.Find("maxLength"))
            if (Bounds.Read(most) is { } limit)
                yield return (node.PointerTo("maxLength"), () => Texts.OfLength(0, limit));
        foreach (var (node, least) in schemas.Find("minLength"))
            if (Bounds.Read(least) is > 0 and { } limit)
                yield return (node.PointerTo("minLength"), () => Texts.OfLength(limit, most: null));
    }
}
