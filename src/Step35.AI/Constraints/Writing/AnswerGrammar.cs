using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Constraints.Grammars;
using Step35.AI.Constraints.Languages;
using Step35.AI.Constraints.Schemas;
using Step35.AI.Parsing;
using Step35.AI.Prompting;
using Step35.AI.Requests;
using Step35.Engine.Generation;

namespace Step35.AI.Constraints.Writing;

/// <summary>Writes the grammar of a whole answer: reasoning, then text, calls or JSON.</summary>
/// <remarks>
/// The grammar holds from the first token on, not from the first <c>&lt;tool_call&gt;</c>: so reasoning ends before anything is called,
/// and no tag stands in text, where the parser would take it for a call that no schema has seen. Free text costs next to nothing,
/// since a token that fits is asked for alone.
/// </remarks>
internal sealed class AnswerGrammar
{
    private const string ResponseFormat = nameof(ChatOptions.ResponseFormat);

    private static readonly Automaton Reasoning = Texts.Without(ResponseParser.TagsInReasoning.Select(tag => tag.Expression));
    private static readonly Automaton Text = Texts.Without(ResponseParser.TagsInText.Select(tag => tag.Expression));
    private static readonly Automaton Gap = Pattern.Whole(@"[ \n]{0,3}");

    private readonly AnswerForm _form;
    private readonly CancellationToken _cancellation;
    private readonly GrammarRules _rules;
    private readonly List<(SchemaDocument Document, GrammarExpression.Rule Rule)> _documents = [];

    private AnswerGrammar(AnswerForm form, CancellationToken cancellation)
    {
        _form = form;
        _cancellation = cancellation;
        _rules = new GrammarRules(cancellation);
    }

    /// <exception cref="UnsupportedSchemaException">A schema allows no value, or cannot be held.</exception>
    /// <exception cref="OperationCanceledException">It took longer than the caller would wait.</exception>
    public static CompiledGrammar Compile(AnswerForm form, CancellationToken cancellationToken = default)
    {
        var grammar = new AnswerGrammar(form, cancellationToken);
        var root = grammar.AddRoot();
        var pruner = new GrammarPruner(grammar._rules.All);
        foreach (var (document, rule) in grammar._documents)
            if (!pruner.Ends(rule))
                throw document.RefuseDeadEnd();
        return new CompiledGrammar(
            grammar.Check(GbnfWriter.Write(pruner.Prune(root))),
            root.Name,
            [.. grammar._documents.SelectMany(known => known.Document.Relaxed.Select(pointer => $"{known.Document.Name} {pointer}"))]);
    }

    // Groups and repetitions are rules to the native core, too; which schema has most of them does not matter to who must offer fewer.
    private string Check(string grammar) => GrammarSize.Measure(grammar).Rules <= GrammarSize.MaxRules
        ? grammar
        : throw _documents[^1].Document.Refuse("#", GrammarRules.TooMany);

    private GrammarExpression.Rule AddRoot()
    {
        var answer = Answer();
        return _rules.Add("root", _form.BeginsWithReasoning
            ? GrammarExpression.Join(_rules.Add("reasoning", Reasoning), new GrammarExpression.Special(TemplateText.ThinkEnd), answer)
            : answer);
    }

    private GrammarExpression Answer()
    {
        var calls = _form.ToolChoice == ToolChoice.None ? GrammarExpression.Never : Calls();
        if (_form.ToolChoice == ToolChoice.Required)
            return GrammarExpression.Join(_rules.Add("gap", Gap), calls);
        return _form.JsonSchema is { } schema
            ? GrammarExpression.Join(_rules.Add("gap", Gap), GrammarExpression.Any(Json(schema), calls))
            : GrammarExpression.Join(_rules.Add("text", Text), GrammarExpression.Any(GrammarExpression.Empty, calls));
    }

    private GrammarExpression Calls()
    {
        var call = _rules.Add("any-call", GrammarExpression.Any([.. _form.Functions.Select(Call)]));
        if (_form.HasSingleCall)
            return call;
        var further = _rules.Add("further", GrammarExpression.Join(_rules.Add("gap", Gap), call));
        return GrammarExpression.Join(call, new GrammarExpression.Repeat(further, 0, Most: null));
    }

    private GrammarExpression.Rule Call(AIFunctionDeclaration function)
    {
        var document = new SchemaDocument(function.JsonSchema, function.Name, _form.IsStrict, _cancellation);
        return Add(document, () => new CallGrammar(function, document, _rules).Add());
    }

    private GrammarExpression.Rule Json(JsonElement schema)
    {
        var document = new SchemaDocument(schema, ResponseFormat, _form.IsStrict, _cancellation);
        return Add(document, () => new JsonGrammar(document, new ShapeReader(document), _rules, JsonSpelling.InAnswer).Value(document.Root));
    }

    private GrammarExpression.Rule Add(SchemaDocument document, Func<GrammarExpression.Rule> add)
    {
        try
        {
            var rule = add();
            _documents.Add((document, rule));
            return rule;
        }
        catch (LanguageException error)
        {
            throw document.Refuse("#", $"{error.Message} Or set Constraints to {nameof(ConstraintLevel.Off)}.");
        }
    }
}
