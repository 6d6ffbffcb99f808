using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Parsing;

namespace Step35.AI.Tests.Parsing;

public sealed class ToolCallReaderTests
{
    [Theory]
    [InlineData("""{"type": "string"}""", "5")]
    [InlineData("""{"type": "string"}""", "true")]
    [InlineData("""{"type": "string"}""", "\"quoted\"")]
    [InlineData("""{"type": "string", "format": "date"}""", " 2026-11-24\n")]
    [InlineData("""{"enum": ["1", "2"]}""", "1")]
    [InlineData("""{"const": "x"}""", "null")]
    [InlineData("""{"anyOf": [{"type": "string"}, {"type": "integer"}]}""", "five")]
    [InlineData("""{"type": ["string", "object"]}""", "\"{}\"")]
    [InlineData("""{"type": "integer"}""", "many")]
    [InlineData("""{"type": "integer"}""", "1.5")]
    [InlineData("""{"type": "object"}""", "{\"a\": ")]
    [InlineData("""{"type": "object"}""", "[1]")]
    [InlineData("""{"type": "boolean"}""", "\"no\"")]
    [InlineData("{}", "plain words")]
    [InlineData("{}", "")]
    [InlineData("true", "half \ud83d")]
    public void Create_TextOrUnreadable_StaysRawText(string schema, string raw) =>
        Assert.Equal(raw, Assert.IsType<string>(Read(schema, raw)));

    [Theory]
    [InlineData("""{"type": "integer"}""", "5", "5")]
    [InlineData("""{"type": "integer"}""", " 5\n", "5")]
    [InlineData("""{"type": "integer"}""", "5.0", "5")]
    [InlineData("""{"type": "integer"}""", "2e3", "2000")]
    [InlineData("""{"type": "integer"}""", "123456789012345678901234567890123456789", "123456789012345678901234567890123456789")]
    [InlineData("""{"type": "number"}""", "5.0", "5.0")]
    [InlineData("""{"type": "number"}""", "7", "7")]
    [InlineData("""{"type": "boolean"}""", "true", "true")]
    [InlineData("""{"type": "boolean"}""", "False", "false")]
    [InlineData("""{"type": ["string", "null"]}""", "None", "null")]
    [InlineData("""{"type": ["string", "integer"]}""", "5", "5")]
    [InlineData("""{"type": "object"}""", "{\"a\": [1, null]}", "{\"a\": [1, null]}")]
    [InlineData("""{"type": "object"}""", "\"{\\\"a\\\": 1}\"", "{\"a\": 1}")]
    [InlineData("""{"type": "array"}""", "[]", "[]")]
    [InlineData("""{"enum": [1, 2]}""", "2", "2")]
    [InlineData("""{"oneOf": [{"type": "null"}, {"$ref": "#/$defs/point"}]}""", "{\"x\": 1}", "{\"x\": 1}")]
    [InlineData("""{"$ref": "#/$defs/count"}""", "3", "3")]
    [InlineData("""{"$ref": "#/$defs/circle"}""", "3", "3")]
    [InlineData("""{"allOf": [{"type": ["integer", "string"]}, {"type": "integer"}]}""", "3", "3")]
    [InlineData("""{"$ref": "https://example.com/elsewhere"}""", "3", "3")]
    [InlineData("{}", "{\"a\": 1}", "{\"a\": 1}")]
    [InlineData("{}", "True", "true")]
    public void Create_JsonWhereAllowed_BecomesJson(string schema, string raw, string expected) =>
        Assert.Equal(expected, Assert.IsType<JsonElement>(Read(schema, raw)).GetRawText());

    [Fact]
    public void Create_ReferenceToText_StaysRawText() => Assert.Equal("3", Read("""{"$ref": "#/$defs/name"}""", "3"));

    [Theory]
    [InlineData("""{"properties": {"city": {}}}""", "City", "city")]
    [InlineData("""{"properties": {"city": {}}, "additionalProperties": false}""", "City", "city")]
    [InlineData("""{"properties": {"city": {}}, "additionalProperties": true}""", "City", "City")]
    [InlineData("""{"properties": {"city": {}}, "additionalProperties": {"type": "integer"}}""", "City", "City")]
    [InlineData("""{"properties": {"city": {}}, "additionalProperties": true}""", "args", "args")]
    public void Create_NameThatTheSchemaAllows_IsNotMended(string schema, string written, string expected)
    {
        var offered = Offer(AIFunctionFactory.CreateDeclaration("f", "", JsonElement.Parse(schema)));
        var call = ToolCallReader.Create("id", Call("f", written, "{\"city\": 1}"), offered).Content;
        Assert.Equal(expected, Assert.Single(call.Arguments!).Key);
    }

    [Fact]
    public void Create_UnknownFunction_StillMakesTheCall()
    {
        var call = ToolCallReader.Create("id7", Call("missing", "count", "3"), Offer(Declare("{}"))).Content;
        Assert.Equal(("id7", "missing"), (call.CallId, call.Name));
        Assert.Equal("3", Assert.IsType<JsonElement>(call.Arguments!["count"]).GetRawText());
    }

    [Fact]
    public async Task Create_CallOfARealFunction_BindsItsParameters()
    {
        var function = AIFunctionFactory.Create(Describe, "describe");
        var call = new ToolCallParsed(
            "describe",
            [new("name", "7"), new("days", "3.0"), new("warm", "True"), new("ratio", "1"), new("tags", "[\"a\", \"b\"]"), new("limit", "None")]);

        var content = ToolCallReader.Create("id", call, Offer(function)).Content;
        var result = await function.InvokeAsync(new AIFunctionArguments(content.Arguments), TestContext.Current.CancellationToken);

        Assert.Equal("7/3/True/1/a+b/none", result?.ToString());
    }

    [Description("Describes a forecast.")]
    private static string Describe(string name, int days, bool warm, double ratio, string[] tags, int? limit) =>
        $"{name}/{days}/{warm}/{ratio}/{string.Join('+', tags)}/{limit?.ToString() ?? "none"}";

    private static object? Read(string schema, string raw) =>
        ToolCallReader.Create("id", Call("f", "p", raw), Offer(Declare(schema))).Content.Arguments!["p"];

    private static OfferedFunctions Offer(AIFunctionDeclaration function) => new([function]);

    private static ToolCallParsed Call(string name, string parameter, string value) => new(name, [new(parameter, value)]);

    private static AIFunctionDeclaration Declare(string parameter) => AIFunctionFactory.CreateDeclaration("f", null, JsonElement.Parse(
        $$$"""
        {
          "type": "object",
          "properties": { "p": {{{parameter}}} },
          "$defs": {
            "point": { "type": "object" },
            "count": { "type": "integer" },
            "name": { "type": "string" },
            "circle": { "anyOf": [{ "$ref": "#/$defs/circle" }, { "$ref": "#/$defs/circle" }] }
          }
        }
        """));
}
