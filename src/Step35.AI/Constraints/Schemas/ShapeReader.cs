using System.Text.Json;
using Step35.AI.Constraints.Languages;
using Step35.AI.Parsing;

namespace Step35.AI.Constraints.Schemas;

/// <summary>Reads from schemas which shapes a value may have.</summary>
internal sealed class ShapeReader
{
    private static readonly JsonKinds[] Kinds =
        [JsonKinds.Object, JsonKinds.Array, JsonKinds.String, JsonKinds.Number, JsonKinds.Boolean, JsonKinds.Null];

    private static readonly Shape.Scalar Booleans = new(JsonKinds.Boolean, Texts.Exactly(["true", "false"]));
    private static readonly Shape.Scalar Null = new(JsonKinds.Null, Texts.Exactly(["null"]));

    private readonly SchemaDocument _document;
    private readonly SchemaExpander _expander;
    private readonly LiteralAssertions _literals;
    private readonly TextAssertions _texts;
    private readonly NumberAssertions _numbers;
    private readonly CompositeAssertions _composites;
    private readonly ShapeOverlap _overlap;
    private readonly Dictionary<string, IReadOnlyList<Shape>> _known = [];

    public ShapeReader(SchemaDocument document)
    {
        _document = document;
        _expander = new SchemaExpander(document);
        _literals = new LiteralAssertions(document);
        _texts = new TextAssertions(document);
        _numbers = new NumberAssertions(document);
        _composites = new CompositeAssertions(document);
        _overlap = new ShapeOverlap(this, document);
    }

    /// <summary>Returns shapes, of which a value must have one; none when no value is allowed.</summary>
    public IReadOnlyList<Shape> Read(SchemaSet schemas) =>
        _known.TryGetValue(schemas.Key, out var known) ? known : _document.Descend(schemas, ReadNew);

    private IReadOnlyList<Shape> ReadNew(SchemaSet schemas)
    {
        var alternatives = _expander.Expand(schemas).Select(alternative => (Schemas: alternative, Shapes: ReadOne(alternative).ToList())).ToList();
        // Known before the options are compared: a recursive schema comes back to itself there.
        IReadOnlyList<Shape> known = _known[schemas.Key] = [.. alternatives.SelectMany(alternative => alternative.Shapes)];
        foreach (var (alternative, shapes) in alternatives)
            _overlap.Check(alternative, shapes);
        return known;
    }

    private IEnumerable<Shape> ReadOne(SchemaSet schemas)
    {
        UnsupportedKeywords.Check(schemas, _document);
        var kinds = schemas.Find("type").Aggregate(JsonKinds.Any, (kinds, type) => kinds & SchemaKinds.OfType(type.Value));
        return _literals.Read(schemas) is { } literals
            ? ReadLiterals(schemas, kinds, literals)
            : Kinds.Select(kind => kind & kinds).Where(kind => kind != JsonKinds.None).Select(kind => ReadKind(schemas, kind));
    }

    private Shape ReadKind(SchemaSet schemas, JsonKinds kind) => kind switch
    {
        JsonKinds.Object => _composites.ReadObject(schemas),
        JsonKinds.Array => _composites.ReadArray(schemas),
        JsonKinds.String => _texts.Read(schemas),
        JsonKinds.Boolean => Booleans,
        JsonKinds.Null => Null,
        _ => new Shape.Scalar(kind, _numbers.Read(schemas, isInteger: kind == JsonKinds.Integer)),
    };

    private IEnumerable<Shape> ReadLiterals(SchemaSet schemas, JsonKinds kinds, Shape.Literals literals)
    {
        var texts = new Lazy<Automaton?>(() => _texts.Read(schemas).Texts);
        var numbers = new Lazy<Automaton>(() => _numbers.Read(schemas, isInteger: false));
        List<JsonElement> allowed = [.. literals.Values.Where(value => (SchemaKinds.Of(value) & kinds) != 0).Where(value => value.ValueKind switch
        {
            JsonValueKind.String => texts.Value?.Accepts(Prompting.JsonText.Read(value)) is not false,
            JsonValueKind.Number => numbers.Value == Numbers.AnyNumber || numbers.Value.Accepts(value.GetRawText()),
            _ => true,
        })];
        if (allowed.Exists(value => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array))
            CompositeAssertions.RefuseBeside(schemas, _document);
        return allowed.Count == 0 ? [] : [literals with { Values = allowed }];
    }
}
