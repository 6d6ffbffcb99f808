using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Step35.Conformance;

/// <summary>Functions whose schemas any chat client must take: those that .NET generates, and those that tool servers send.</summary>
internal static class AcceptedSchemas
{
    private static readonly AIFunctionDeclaration[] All =
    [
        Of("nullable_int", (int? value) => value), Of("nullable_text", (string? value) => value), Of("optional_int", (int? value = null) => value),
        Of("bool", (bool value) => value), Of("double", (double value) => value), Of("decimal", (decimal value) => value),
        Of("float", (float value) => value), Of("long", (long value) => value), Of("char", (char value) => value),
        Of("date_time", (DateTime value) => value), Of("offset", (DateTimeOffset? value) => value), Of("time_span", (TimeSpan value) => value),
        Of("date", (DateOnly value) => value), Of("time", (TimeOnly value) => value), Of("uri", (Uri value) => value), Of("guid", (Guid value) => value),
        Of("list", (List<int> value) => value), Of("dictionary", (Dictionary<string, int> value) => value), Of("enum", (Job value) => value),
        Of("flags", (BindingFlags value = BindingFlags.IgnoreCase) => value), Of("record", (Person? value, int[] others) => others.Length + value?.Age),
        Of("defaults", (string text = "a", int number = 42, char sign = 'x', Job? job = Job.Singer) => text + number + sign + job),
        Read("closed", """{"type": "object", "properties": {}, "additionalProperties": false, "$schema": "http://json-schema.org/draft-07/schema#"}"""),
        Read("no_type", """{"properties": {"side": {"enum": ["LEFT", "RIGHT"], "type": "string"}}, "required": ["side"]}"""),
        Read("range", """{"type": "object", "properties": {"id": {"type": "number", "minimum": 1, "maximum": 100}}, "required": ["id"]}"""),
        Read("default", """{"type": "object", "properties": {"steps": {"type": "number", "default": 5, "description": "How many."}}}"""),
        Read("open", """{"type": "object", "properties": {"labels": {"type": "object"}}, "additionalProperties": {"type": "string"}}"""),
        Read("union", """{"type": "object", "properties": {"value": {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]}}}"""),
        Read("reference", """{"type": "object", "properties": {"tree": {"$ref": "#/$defs/t"}}, "$defs": {"t": {"properties": {"t": {"$ref": "#/$defs/t"}}}}}"""),
        Read("empty", "{}"), Read("true", "true"),
    ];

    public static TheoryData<string> Names => [.. All.Select(function => function.Name)];

    public static AIFunctionDeclaration Find(string name) => All.Single(function => function.Name == name);

    private static AIFunction Of(string name, Delegate function) => AIFunctionFactory.Create(function, name);

    private static AIFunctionDeclaration Read(string name, string schema) =>
        AIFunctionFactory.CreateDeclaration(name, "Takes what it takes.", JsonElement.Parse(schema));
}
