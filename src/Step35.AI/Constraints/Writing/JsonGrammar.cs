using Step35.AI.Constraints.Grammars;
using Step35.AI.Constraints.Languages;
using Step35.AI.Constraints.Schemas;

namespace Step35.AI.Constraints.Writing;

/// <summary>Writes rules for JSON values.</summary>
internal sealed class JsonGrammar(SchemaDocument document, ShapeReader shapes, GrammarRules rules, JsonSpelling spelling)
{
    private readonly Dictionary<string, GrammarExpression.Rule> _values = [];
    private readonly Dictionary<Automaton, GrammarExpression> _strings = [];
    private GrammarExpression? _space;

    /// <summary>Gets what may stand between two signs: nothing, a space, or a line break with its indentation.</summary>
    private GrammarExpression Space => _space ??= rules.Add(
        "space",
        GrammarExpression.Any(" ", GrammarExpression.Join("\n", new GrammarExpression.Repeat(" ", 0, 24)), GrammarExpression.Empty));

    /// <summary>Adds the values that satisfy schemas.</summary>
    public GrammarExpression.Rule Value(SchemaSet schemas) =>
        _values.TryGetValue(schemas.Key, out var known) ? known : document.Descend(schemas, AddValue);

    /// <summary>Describes the values of a shape.</summary>
    public GrammarExpression Describe(Shape shape) => shape switch
    {
        Shape.Text text => document.Write(text, String),
        Shape.Scalar scalar => rules.Add("scalar", scalar.Spellings),
        Shape.Literals literals => GrammarExpression.Any([.. literals.Values.Select(spelling.Literal)]),
        Shape.Structure structure => GrammarExpression.Join("{", Space, Members(structure)),
        Shape.List list => GrammarExpression.Join("[", Space, Items(list)),
        _ => GrammarExpression.Never,
    };

    private GrammarExpression.Rule AddValue(SchemaSet schemas)
    {
        // Known before it is described: a schema may refer to itself.
        var rule = _values[schemas.Key] = rules.Reserve("value");
        rules.Define(rule, GrammarExpression.Any([.. shapes.Read(schemas).Select(Describe)]));
        return rule;
    }

    private GrammarExpression String(Automaton? texts)
    {
        if (texts is null)
            return rules.Add("string", spelling.Strings(texts));
        if (!_strings.TryGetValue(texts, out var known))
            known = _strings[texts] = rules.Add("string", spelling.Strings(texts));
        return known;
    }

    private GrammarExpression Members(Shape.Structure structure)
    {
        var end = Ends(structure);
        for (var index = structure.Members.Count - 1; index >= 0; index--)
        {
            var member = structure.Members[index];
            var written = GrammarExpression.Join(spelling.Key(member.Name), ":", Space, Value(member.Schemas), end.AfterOne);
            end = (Before(written, end.AtStart, isFirst: true), Before(written, end.AfterOne, isFirst: false));

            GrammarExpression Before(GrammarExpression present, GrammarExpression absent, bool isFirst)
            {
                var here = isFirst ? present : GrammarExpression.Join(",", Space, present);
                return rules.Add("members", member.IsRequired ? here : GrammarExpression.Any(here, absent));
            }
        }

        return end.AtStart;
    }

    /// <summary>Describes what may follow the named members: at the object's start, and after one of them.</summary>
    private (GrammarExpression AtStart, GrammarExpression AfterOne) Ends(Shape.Structure structure)
    {
        var close = GrammarExpression.Join(Space, "}");
        if (structure.Others is not { } others)
            return ("}", close);
        var names = structure.Members.Select(member => member.Name).ToList();
        var keys = spelling.Strings(names.Count == 0 ? null : Automaton.AnyText.Except(Texts.Exactly(names)));
        var pair = rules.Add("pair", GrammarExpression.Join(rules.Add("key", keys), ":", Space, Value(others)));
        var more = rules.Add("more", GrammarExpression.Join(",", Space, pair));
        var rest = GrammarExpression.Join(new GrammarExpression.Repeat(more, 0, Most: null), close);
        return (rules.Add("others", GrammarExpression.Any(GrammarExpression.Join(pair, rest), "}")), rules.Add("others", rest));
    }

    private GrammarExpression Items(Shape.List list)
    {
        var tail = Rest(list);
        for (var index = list.First.Count - 1; index >= 0; index--)
        {
            var item = GrammarExpression.Join(index == 0 ? "" : ",", Space, Value(list.First[index]), tail);
            var mayEnd = index >= list.Least;
            var mayGoOn = list.Most is null || index < list.Most;
            tail = rules.Add("items", GrammarExpression.Any(
                mayGoOn ? item : GrammarExpression.Never,
                mayEnd ? Close(index) : GrammarExpression.Never));
        }

        return tail;
    }

    private GrammarExpression Close(int itemsBefore) => itemsBefore == 0 ? "]" : GrammarExpression.Join(Space, "]");

    private GrammarExpression Rest(Shape.List list)
    {
        var before = list.First.Count;
        var (least, most) = (Math.Max(0, list.Least - before), list.Most - before);
        if (most <= 0)
            return least > 0 ? GrammarExpression.Never : Close(before);
        var item = Value(list.Rest);
        var more = rules.Add("more", GrammarExpression.Join(",", Space, item));
        if (before > 0)
            return GrammarExpression.Join(new GrammarExpression.Repeat(more, least, most), Close(before));
        var some = GrammarExpression.Join(item, new GrammarExpression.Repeat(more, Math.Max(0, least - 1), most - 1), Close(1));
        return rules.Add("items", least > 0 ? some : GrammarExpression.Any(some, Close(0)));
    }
}
