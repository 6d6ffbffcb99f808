using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Constraints.Writing;
using Step35.AI.Requests;

namespace Step35.AI.Tests.Constraints;

/// <summary>Grammars of schemas, ready to match texts.</summary>
internal static class Grammars
{
    public static CompiledGrammar CompileJson(string schema, bool isStrict = true) =>
        AnswerGrammar.Compile(new AnswerForm { JsonSchema = JsonElement.Parse(schema), IsStrict = isStrict });

    public static CompiledGrammar CompileCall(string schema, bool isStrict = true) => AnswerGrammar.Compile(new AnswerForm
    {
        ToolChoice = ToolChoice.Required,
        Functions = [Function(schema)],
        IsStrict = isStrict,
    });

    public static AIFunctionDeclaration Function(string schema, string name = "f") =>
        AIFunctionFactory.CreateDeclaration(name, "", JsonElement.Parse(schema));

    public static GbnfMatcher ToMatcher(this CompiledGrammar grammar) => new(grammar.Text, grammar.Root);

    /// <summary>Says whether a JSON text can be written for a schema.</summary>
    public static bool AllowsJson(string schema, string json) => CompileJson(schema).ToMatcher().Matches(json);

    /// <summary>Says whether a call with these lines between its function's tags can be written.</summary>
    public static bool AllowsCall(string schema, string parameters) =>
        CompileCall(schema).ToMatcher().Matches($"<tool_call>\n<function=f>\n{parameters}</function>\n</tool_call>");

    public static string Parameter(string name, string value) => $"<parameter={name}>\n{value}\n</parameter>\n";
}
