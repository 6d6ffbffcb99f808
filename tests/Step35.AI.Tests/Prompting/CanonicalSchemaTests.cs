using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Prompting;

namespace Step35.AI.Tests.Prompting;

public sealed class CanonicalSchemaTests
{
    [Theory]
    [InlineData(
        """{"required":["a"],"properties":{"a":{}},"type":"object"}""",
        """{"type": "object", "properties": {"a": {}}, "required": ["a"]}""")]
    [InlineData(
        """{"properties":{"required":{"enum":["b","a"],"type":"string"},"type":{}}}""",
        """{"properties": {"required": {"type": "string", "enum": ["b", "a"]}, "type": {}}}""")]
    [InlineData(
        """{"anyOf":[{"items":{"title":"t","type":"null"},"type":"array"}],"minItems":1,"description":"d"}""",
        """{"description": "d", "anyOf": [{"type": "array", "items": {"type": "null", "title": "t"}}], "minItems": 1}""")]
    [InlineData(
        """{"default":{"required":1,"type":2},"type":"object"}""",
        """{"type": "object", "default": {"required": 1, "type": 2}}""")]
    [InlineData(
        """{"$defs":{"x":{"enum":[],"type":"string"}},"additionalProperties":false}""",
        """{"$defs": {"x": {"type": "string", "enum": []}}, "additionalProperties": false}""")]
    [InlineData(
        """{"$schema":"https://json-schema.org/","title":"f","description":"does","type":"object"}""",
        """{"type": "object"}""")]
    [InlineData(
        """{"title":"Other","description":"says more","type":"object"}""",
        """{"type": "object", "description": "says more", "title": "Other"}""")]
    [InlineData("true", "true")]
    public void AppendRoot_AnySchema_OrdersKeywordsAndNothingElse(string schema, string expected)
    {
        var builder = new StringBuilder();
        CanonicalSchema.AppendRoot(builder, AIFunctionFactory.CreateDeclaration("f", "does", JsonElement.Parse(schema)));
        Assert.Equal(expected, builder.ToString());
    }

    [Fact]
    public void Append_FunctionOfTheFactory_IsOneLineInTheTrainedOrder()
    {
        var builder = new StringBuilder();
        ToolJson.Append(builder, AIFunctionFactory.Create(Search, "search"));
        const string expected =
            """
            {"type": "function", "function": {"name": "search", "description": "Finds \"things\".", "parameters":
             {"type": "object", "properties": {"query": {"type": "string", "description": "what to find"},
             "limit": {"type": "integer", "default": 10}}, "required": ["query"]}}}
            """;
        Assert.Equal(expected.ReplaceLineEndings(""), builder.ToString());
    }

    [Fact]
    public void Append_NoDescription_WritesAnEmptyOne()
    {
        var builder = new StringBuilder();
        ToolJson.Append(builder, AIFunctionFactory.CreateDeclaration("f", null, JsonElement.Parse("{}")));
        Assert.EndsWith("\"description\": \"\", \"parameters\": {}}}", builder.ToString(), StringComparison.Ordinal);
    }

    [Description("Finds \"things\".")]
    private static string Search([Description("what to find")] string query, int limit = 10) => query + limit;
}
