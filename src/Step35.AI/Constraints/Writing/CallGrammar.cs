using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Constraints.Grammars;
using Step35.AI.Constraints.Languages;
using Step35.AI.Constraints.Schemas;
using Step35.AI.Parsing;
using Step35.AI.Prompting;
using Step35.AI.Requests;

namespace Step35.AI.Constraints.Writing;

/// <summary>Writes rules for a call of one function, in the model's own format.</summary>
/// <remarks>
/// Parameters come in any order while they are few; more of them come in the schema's order. Text stands as it is, everything else as
/// JSON: just so that <see cref="ToolCallReader"/> reads back a value that the schema allows.
/// </remarks>
internal sealed class CallGrammar
{
    // Every set of parameters that are still to come takes a rule.
    private const int MaxParametersInAnyOrder = 5;

    private static readonly Automaton OtherNames = Pattern.Whole("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

    private readonly AIFunctionDeclaration _function;
    private readonly GrammarRules _rules;
    private readonly SchemaDocument _document;
    private readonly ShapeReader _shapes;
    private readonly JsonGrammar _json;
    private readonly SchemaKinds _kinds;

    public CallGrammar(AIFunctionDeclaration function, SchemaDocument document, GrammarRules rules)
    {
        _function = function;
        _rules = rules;
        _document = document;
        _shapes = new ShapeReader(document);
        _json = new JsonGrammar(document, _shapes, rules, JsonSpelling.InCall);
        _kinds = new SchemaKinds(document.RootSchema);
    }

    /// <summary>Adds the call, block included.</summary>
    public GrammarExpression.Rule Add() => _rules.Add("call", GrammarExpression.Join(
        new GrammarExpression.Special(TemplateText.CallStart),
        $"\n{TemplateText.FunctionStart}{_function.Name}>\n",
        GrammarExpression.Any([.. _shapes.Read(_document.Root).OfType<Shape.Structure>().Select(Parameters)]),
        $"{TemplateText.FunctionEnd}\n",
        new GrammarExpression.Special(TemplateText.CallEnd)));

    private GrammarExpression Parameters(Shape.Structure structure)
    {
        var members = structure.Members.Select(member => (member.IsRequired, Text: Parameter(member))).ToList();
        if (structure.Others is null && members.Count <= MaxParametersInAnyOrder)
            return InAnyOrder(members);
        var inOrder = members.Select(member => member.IsRequired ? member.Text : member.Text.Optional());
        return GrammarExpression.Join([.. inOrder, .. structure.Others is { } others ? [OtherParameters(structure, others)] : (GrammarExpression[])[]]);
    }

    private GrammarExpression InAnyOrder(List<(bool IsRequired, GrammarExpression.Rule Text)> members)
    {
        // The rule of each set of members that are still to come; each follows from smaller sets.
        var rules = new GrammarExpression[1 << members.Count];
        for (var missing = 0; missing < rules.Length; missing++)
        {
            var options = Enumerable.Range(0, members.Count)
                .Where(index => (missing & (1 << index)) != 0)
                .Select(index => GrammarExpression.Join(members[index].Text, rules[missing & ~(1 << index)]))
                .ToList();
            if (!members.Where((member, index) => member.IsRequired && (missing & (1 << index)) != 0).Any())
                options.Add(GrammarExpression.Empty);
            rules[missing] = _rules.Add("parameters", GrammarExpression.Any(options));
        }

        return rules[^1];
    }

    // Names come from anywhere in the schema: by reference, from a part of it, or as required alone.
    private GrammarExpression.Rule Parameter(ShapeMember member) => ToolReader.IsCallable(member.Name)
        ? _rules.Add("parameter", Parameter(member.Name, GrammarExpression.Any([.. Values(member)])))
        : throw ToolReader.RefuseParameter(member.Name, _function);

    private static GrammarExpression Parameter(GrammarExpression name, GrammarExpression value) =>
        GrammarExpression.Join(TemplateText.ParameterStart, name, ">\n", value, $"\n{TemplateText.ParameterEnd}\n");

    private GrammarExpression.Repeat OtherParameters(Shape.Structure structure, SchemaSet others)
    {
        var names = OtherNames.Except(Texts.Exactly([.. structure.Members.Select(member => member.Name)]));
        var value = others.AllowsAnything ? _rules.Add("raw", RawText.Any) : _json.Value(others);
        return new GrammarExpression.Repeat(_rules.Add("other", Parameter(_rules.Add("name", names), value)), 0, Most: null);
    }

    private IEnumerable<GrammarExpression> Values(ShapeMember member)
    {
        var allowed = _kinds.OfProperty(member.Name);
        if (allowed == JsonKinds.Any && member.Schemas.AllowsAnything)
            return [_rules.Add("raw", RawText.Any)];
        // Where any kind is allowed, text is read as JSON too, so it is quoted.
        var isTextRaw = allowed != JsonKinds.Any && allowed.HasFlag(JsonKinds.String);
        return _shapes.Read(member.Schemas).SelectMany(shape => shape switch
        {
            Shape.Text text when isTextRaw => [_document.Write(text, texts => _rules.Add("raw", RawText.Keep(texts, allowed)))],
            Shape.Literals literals when isTextRaw => Literals(literals, allowed),
            Shape.Scalar { Kind: JsonKinds.Boolean } => ["true", "false", "True", "False"],
            Shape.Scalar { Kind: JsonKinds.Null } => ["null", "None"],
            _ => (IEnumerable<GrammarExpression>)[_json.Describe(shape)],
        });
    }

    private List<GrammarExpression> Literals(Shape.Literals literals, JsonKinds allowed)
    {
        List<GrammarExpression> written = [.. literals.Values.SelectMany(value => Literal(value, allowed))];
        if (written.Count == 0)
            _document.NoteDeadEnd(
                literals.Place,
                "A call cannot carry it: a text that holds the format's own tags, or reads as a value of another kind that is allowed, too.");
        return written;
    }

    private static IEnumerable<GrammarExpression> Literal(JsonElement value, JsonKinds allowed)
    {
        if (value.ValueKind != JsonValueKind.String)
            return [JsonSpelling.InCall.Literal(value)];
        var text = JsonText.Read(value);
        return RawText.Any.Accepts(text) && ArgumentValue.Read(text, allowed).Value is string ? [text] : [];
    }
}
