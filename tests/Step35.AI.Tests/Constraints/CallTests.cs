using Step35.AI.Parsing;
using static Step35.AI.Tests.Constraints.Grammars;

namespace Step35.AI.Tests.Constraints;

public sealed class CallTests
{
    private const string Weather = """
        {"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer","minimum":1,"maximum":7}},"required":["city"]}
        """;

    [Theory]
    [InlineData("""{"type":"string"}""", "Oslo \"north\"\n\n", "x</parameter>")]
    [InlineData("""{"type":"string"}""", "", "<parameter=y>")]
    [InlineData("""{"type":"string"}""", "<b>a</b> <parameter=", "a\n<parameter=b")]
    [InlineData("""{"type":"string"}""", "</ b>", "x</ parameter >")]
    [InlineData("""{"type":"string","maxLength":3}""", "a</", "abcd")]
    [InlineData("""{"type":"string","minLength":1,"maxLength":200}""", "Oslo", "")]
    [InlineData("""{"type":"string","pattern":"^[a-z]+$"}""", "abc", "ABC")]
    [InlineData("""{"type":"string","enum":["celsius","fahrenheit"]}""", "celsius", "\"celsius\"")]
    [InlineData("""{"enum":["auto",1,null]}""", "auto", "\"auto\"")]
    [InlineData("""{"enum":["1",1]}""", "1", "\"1\"")]
    [InlineData("""{"type":["string","null"]}""", "None", "nothing</parameter>")]
    [InlineData("""{"type":["string","integer"]}""", "a1", "1a")]
    [InlineData("""{"type":["string","boolean"]}""", "truest", " true x</parameter>")]
    [InlineData("""{"type":["string","array"],"items":{"type":"integer"}}""", "[1]", "[a]")]
    [InlineData("""{"type":"integer"}""", "5", "five")]
    [InlineData("""{"type":"boolean"}""", "True", "yes")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "[\"a\", \"<\\/parameter>\"]", "[\"</parameter>\"]")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"boolean"}}}""", "{\"a\": true}", "{\"a\": True}")]
    [InlineData("{}", "anything at all", "</parameter>")]
    [InlineData("""{"description":"whatever"}""", "{]", "</parameter>")]
    public void Compile_Parameter_IsWrittenAsItIsRead(string schema, string allowed, string refused)
    {
        var call = $$"""{"type":"object","properties":{"x":{{schema}}},"required":["x"]}""";

        Assert.True(AllowsCall(call, Parameter("x", allowed)), allowed);
        Assert.False(AllowsCall(call, Parameter("x", refused)), refused);
    }

    [Theory]
    [InlineData("city,days", true)]
    [InlineData("days,city", true)]
    [InlineData("city", true)]
    [InlineData("days", false)]
    [InlineData("city,city", false)]
    [InlineData("", false)]
    public void Compile_FewParameters_ComeInAnyOrder(string order, bool isAllowed)
    {
        var values = new Dictionary<string, string> { ["city"] = "Oslo", ["days"] = "3" };
        var names = order.Split(',', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(isAllowed, AllowsCall(Weather, string.Concat(names.Select(name => Parameter(name, values[name])))));
    }

    [Fact]
    public void Compile_ManyParameters_ComeInTheSchemasOrder()
    {
        var names = Enumerable.Range(0, 8).Select(index => $"p{index}").ToList();
        var properties = string.Join(',', names.Select(name => $"\"{name}\":{{\"type\":\"integer\"}}"));
        var schema = "{\"type\":\"object\",\"properties\":{" + properties + "},\"required\":[\"p3\"]}";

        Assert.True(AllowsCall(schema, Parameter("p3", "1")));
        Assert.True(AllowsCall(schema, string.Concat(names.Select(name => Parameter(name, "1")))));
        Assert.False(AllowsCall(schema, Parameter("p4", "1") + Parameter("p3", "1")));
        Assert.False(AllowsCall(schema, Parameter("p4", "1")));
    }

    [Fact]
    public void Compile_NoParameters_LeavesTheFunctionEmpty()
    {
        Assert.True(AllowsCall("""{"type":"object","properties":{}}""", ""));
        Assert.False(AllowsCall("""{"type":"object","properties":{}}""", Parameter("x", "1")));
    }

    [Fact]
    public void Compile_AdditionalParameters_HaveOtherNames()
    {
        const string Schema = """{"type":"object","properties":{"a":{"type":"integer"}},"additionalProperties":{"type":"string"}}""";

        Assert.True(AllowsCall(Schema, Parameter("a", "1") + Parameter("ab", "\"x\"")));
        Assert.False(AllowsCall(Schema, Parameter("a", "1") + Parameter("a", "\"x\"")));
    }

    [Theory]
    [InlineData("""{"type":"string"}""", "Oslo", "Oslo")]
    [InlineData("""{"type":["string","integer"]}""", "a1", "a1")]
    [InlineData("""{"type":["string","null"]}""", "nobody", "nobody")]
    public void Read_AllowedText_IsThatText(string schema, string raw, string expected)
    {
        var kinds = new SchemaKinds(System.Text.Json.JsonElement.Parse($$$"""{"properties":{"x":{{{schema}}}}}""")).OfProperty("x");

        Assert.Equal(expected, ArgumentValue.Read(raw, kinds).Value);
    }
}
