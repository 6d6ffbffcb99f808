using System.Text.Json;
using Step35.AI.Constraints;
using Step35.AI.Constraints.Writing;

namespace Step35.AI.Tests.Constraints;

/// <summary>Schemas that would take too long are refused, or given up when nobody waits for them.</summary>
public sealed class GrammarLimitTests
{
    private static readonly string ManyValues = $$"""{"type":"string","enum":[{{Join(200_000, index => $"\"{index}\"")}}]}""";

    [Fact]
    public void Compile_VeryLongEnum_IsRefusedWithItsPlace()
    {
        var error = Assert.Throws<UnsupportedSchemaException>(() => Grammars.CompileCall($$$"""{"properties":{"x":{{{ManyValues}}}}}"""));
        Assert.Equal("#/properties/x/enum", error.SchemaPath);
    }

    [Fact]
    public void Compile_VeryLongEnumRelaxed_IsAnyValueOfItsType()
    {
        var grammar = Grammars.CompileJson(ManyValues, isStrict: false);
        Assert.Equal("ResponseFormat #/enum", Assert.Single(grammar.Relaxed));
        Assert.True(grammar.ToMatcher().Matches("\"else\""));
        Assert.False(grammar.ToMatcher().Matches("1"));
    }

    [Fact]
    public void Compile_Cancelled_Throws() => Assert.Throws<OperationCanceledException>(
        () => AnswerGrammar.Compile(new AnswerForm { JsonSchema = JsonElement.Parse("{}") }, new CancellationToken(canceled: true)));

    [Fact]
    public void Compile_FewRulesThatRepeatOften_AreCountedAsTheNativeCoreDoes()
    {
        var lists = Join(25, index => $"\"l{index}\":" + """{"type":"array","maxItems":2000,"items":{"type":"integer"}}""");
        var error = Assert.Throws<UnsupportedSchemaException>(() => Grammars.CompileJson($$$"""{"properties":{ {{{lists}}} }}"""));
        Assert.Contains("40,000 rules", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"properties":{"a":{"type":"string"},"x":{"const":"</parameter>"}},"required":["x"]}""", "#/properties/x/const")]
    [InlineData("""{"properties":{"x":{"enum":["</parameter>"]}},"required":["x"]}""", "#/properties/x/enum")]
    [InlineData("""{"properties":{"x":{"$ref":"#/$defs/x"}},"required":["x"],"$defs":{"x":{"const":"</parameter>"}}}""", "#/$defs/x/const")]
    public void Compile_TextThatACallCannotCarry_IsRefusedWithItsPlace(string schema, string place) =>
        Assert.Equal(place, Assert.Throws<UnsupportedSchemaException>(() => Grammars.CompileCall(schema, isStrict: false)).SchemaPath);

    [Fact]
    public void Compile_OptionalTextThatACallCannotCarry_IsLeftOut() =>
        Assert.True(Grammars.AllowsCall("""{"properties":{"x":{"const":"</parameter>"}}}""", ""));

    private static string Join(int count, Func<int, string> write) => string.Join(',', Enumerable.Range(0, count).Select(write));
}
