using Step35.AI.Constraints;

namespace Step35.AI.Tests.Constraints;

public sealed class JsonAnswerTests
{
    private const string Person =
        """{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}},"required":["name"],"additionalProperties":false}""";

    [Theory]
    [InlineData("""{"type":"string"}""", "\"Ole\"", "Ole")]
    [InlineData("""{"type":"string"}""", "\"\\u00e9\\n\\\"\"", "\"\n\"")]
    [InlineData("""{"type":"string"}""", "\"\"", "\"\\ud800\"")]
    [InlineData("""{"type":"string"}""", "\"<b>bold</b>\"", "\"<tool_call>\"")]
    [InlineData("""{"type":"string","minLength":2}""", "\"ab\"", "\"a\"")]
    [InlineData("""{"type":"string","maxLength":2}""", "\"\U0001F600b\"", "\"abc\"")]
    [InlineData("""{"type":"string","maxLength":300}""", "\"abc\"", "\"</\"")]
    [InlineData("""{"type":"string","pattern":"^a+$"}""", "\"aaa\"", "\"aab\"")]
    [InlineData("""{"type":"string","pattern":"b"}""", "\"abc\"", "\"ac\"")]
    [InlineData("""{"type":"string","pattern":"^a","minLength":3}""", "\"abc\"", "\"ab\"")]
    [InlineData("""{"type":"string","format":"date"}""", "\"2024-02-29\"", "\"2023-02-29\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2024-12-31T23:59:59Z\"", "\"2024-12-31\"")]
    [InlineData("""{"type":"string","format":"time"}""", "\"23:59:59\"", "\"24:00:00\"")]
    [InlineData("""{"type":"string","format":"uuid"}""", "\"00000000-0000-0000-0000-000000000000\"", "\"0\"")]
    [InlineData("""{"type":"string","format":"ipv4"}""", "\"255.0.1.99\"", "\"256.0.0.1\"")]
    [InlineData("""{"type":"string","format":"email"}""", "\"a.b@example.org\"", "\"a@b\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"1000-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"")]
    [InlineData("""{"type":"string","format":"hostname"}""", "\"0aT.com\"", "\"-a.com\"")]
    [InlineData("""{"type":"string","format":"email"}""", "\"0aT@example.org\"", "\"0aT\"")]
    [InlineData("""{"type":"string","format":"unheard-of"}""", "\"anything\"", "1")]
    [InlineData("""{"type":"integer"}""", "-12", "1.5")]
    [InlineData("""{"type":"integer"}""", "0", "01")]
    [InlineData("""{"type":"integer","minimum":-5,"maximum":120}""", "-5", "-6")]
    [InlineData("""{"type":"integer","minimum":-5,"maximum":120}""", "120", "121")]
    [InlineData("""{"type":"integer","exclusiveMinimum":0,"exclusiveMaximum":10}""", "9", "10")]
    [InlineData("""{"type":"integer","minimum":0,"exclusiveMinimum":true}""", "1", "0")]
    [InlineData("""{"type":"integer","multipleOf":5}""", "-35", "7")]
    [InlineData("""{"type":"number"}""", "-1.5e10", ".5")]
    [InlineData("""{"type":"number","minimum":0.25,"maximum":1}""", "0.25", "0.249")]
    [InlineData("""{"type":"number","minimum":0.25,"maximum":1}""", "1.0", "1.01")]
    [InlineData("""{"type":"number","minimum":-1.5}""", "-1.499", "-1.501")]
    [InlineData("""{"type":"number","exclusiveMaximum":2.5}""", "2.49", "2.5")]
    [InlineData("""{"type":"number","exclusiveMaximum":0}""", "-0.5", "-0")]
    [InlineData("""{"type":"number","multipleOf":0.01}""", "12.34", "1.234")]
    [InlineData("""{"type":"number","maximum":1.7976931348623157E+308}""", "999.5", "x")]
    [InlineData("""{"type":"boolean"}""", "true", "True")]
    [InlineData("""{"type":"null"}""", "null", "None")]
    [InlineData("""{"type":["string","null"]}""", "null", "1")]
    [InlineData("""{"enum":["red",1,null,{"a":[2]}]}""", "{\"a\": [2]}", "\"blue\"")]
    [InlineData("""{"enum":["red",1],"type":"string"}""", "\"red\"", "1")]
    [InlineData("""{"enum":["a","abc"],"minLength":2}""", "\"abc\"", "\"a\"")]
    [InlineData("""{"const":"<tool_call>"}""", "\"\\u003ctool_call>\"", "\"<tool_call>\"")]
    [InlineData("""{"type":"array","items":{"type":"integer"}}""", "[1, 2,3]", "[1,]")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":3}""", "[1,2]", "[1]")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":3}""", "[1,2,3]", "[1,2,3,4]")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"maxItems":0}""", "[]", "[1]")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"integer"},{"type":"string"}]}""", "[1, \"a\"]", "[\"a\"]")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"integer"}],"items":{"type":"string"},"minItems":2}""", "[1,\"a\",\"b\"]", "[1]")]
    [InlineData("""{"type":"array","items":[{"type":"integer"}],"additionalItems":false}""", "[1]", "[1,2]")]
    [InlineData("""{"type":"array","minItems":1}""", "[{\"a\": [null]}]", "[]")]
    [InlineData("""{"type":"object"}""", "{\"a\": 1, \"b\": {}}", "{\"a\"}")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"integer"}}""", "{\"a\": 1}", "{\"a\": \"1\"}")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}},"additionalProperties":{"type":"string"}}""", "{\"b\": \"1\"}", "{\"a\": \"1\"}")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}},"additionalProperties":{"type":"string"}}""", "{\"a\": 1, \"ab\": \"\"}", "{\"a\": 1, \"a\": \"\"}")]
    [InlineData("""{"type":"object","properties":{"a":true,"b":false}}""", "{\"a\": [1]}", "{\"b\": 1}")]
    [InlineData("""{"type":"object","required":["x"],"additionalProperties":{"type":"null"}}""", "{\"x\": null}", "{}")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"array","items":{"type":"integer"}}]}""", "[1]", "[[1]]")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"string"}]}""", "1", "true")]
    [InlineData("""{"allOf":[{"type":"integer","minimum":3},{"maximum":5}]}""", "4", "6")]
    [InlineData("""{"type":"integer","anyOf":[{"maximum":2},{"minimum":8}]}""", "9", "5")]
    [InlineData("""{"$ref":"#/$defs/n","$defs":{"n":{"type":"integer"}}}""", "1", "\"a\"")]
    [InlineData("""{"$ref":"#/definitions/a~1b","definitions":{"a/b":{"type":"integer"}}}""", "1", "\"a\"")]
    [InlineData("true", "[1, {\"a\": \"b\"}]", "nothing")]
    public void Compile_Schema_AllowsWhatFitsOnly(string schema, string allowed, string refused)
    {
        var matcher = Grammars.CompileJson(schema).ToMatcher();

        Assert.True(matcher.Matches(allowed), allowed);
        Assert.False(matcher.Matches(refused), refused);
    }

    [Theory]
    [InlineData("""{"name":"Ole","age":5}""", true)]
    [InlineData("""{ "name": "Ole", "age": 5 }""", true)]
    [InlineData("{\n  \"name\": \"Ole\",\n  \"age\": 5\n}", true)]
    [InlineData("""{"name":"Ole"}""", true)]
    [InlineData("""{"age":5}""", false)]
    [InlineData("""{"name":"Ole","name":"Ole"}""", false)]
    [InlineData("""{"name":"Ole","pet":"cat"}""", false)]
    [InlineData("""{"name":"Ole",}""", false)]
    [InlineData("{}", false)]
    public void Compile_Object_WritesItsPropertiesInOrder(string json, bool isAllowed) => Assert.Equal(isAllowed, Grammars.AllowsJson(Person, json));

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"a":1}""", true)]
    [InlineData("""{"b":1}""", true)]
    [InlineData("""{"a":1,"b":1,"c":1}""", true)]
    [InlineData("""{"a":1,"c":1}""", true)]
    [InlineData("""{,"c":1}""", false)]
    public void Compile_OptionalProperties_CanAllBeLeftOut(string json, bool isAllowed) => Assert.Equal(
        isAllowed,
        Grammars.AllowsJson("""{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"},"c":{"type":"integer"}}}""", json));

    [Fact]
    public void Compile_RecursiveSchema_NestsToAnyDepth()
    {
        const string Tree = """{"type":"object","properties":{"v":{"type":"integer"},"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["v","next"]}""";

        Assert.True(Grammars.AllowsJson(Tree, """{"v":1,"next":{"v":2,"next":{"v":3,"next":null}}}"""));
        Assert.False(Grammars.AllowsJson(Tree, """{"v":1,"next":{"v":2,"next":{"v":3}}}"""));
    }

    [Fact]
    public void Compile_AllOfObjects_MergesTheirProperties()
    {
        const string Schema = """
            {"allOf":[{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]},
                      {"properties":{"a":{"minimum":3},"b":{"const":"x"}},"required":["b"]}]}
            """;

        Assert.True(Grammars.AllowsJson(Schema, """{"a": 3, "b": "x"}"""));
        Assert.False(Grammars.AllowsJson(Schema, """{"a": 2, "b": "x"}"""));
        Assert.False(Grammars.AllowsJson(Schema, """{"a": 3}"""));
    }

    [Fact]
    public void Compile_OneOfWithDiscriminator_KeepsTheCasesApart()
    {
        const string Schema = """
            {"oneOf":[{"type":"object","properties":{"kind":{"const":"circle"},"r":{"type":"number"}},"required":["kind","r"]},
                      {"type":"object","properties":{"kind":{"const":"square"},"side":{"type":"number"}},"required":["kind","side"]}]}
            """;

        Assert.True(Grammars.AllowsJson(Schema, """{"kind": "circle", "r": 1.5}"""));
        Assert.False(Grammars.AllowsJson(Schema, """{"kind": "circle", "side": 1.5}"""));
    }

    [Theory]
    [InlineData("""{"type":"integer","multipleOf":2500}""", "#/multipleOf")]
    [InlineData("""{"type":"object","properties":{"a/b":{"type":"array","uniqueItems":true}}}""", "#/properties/a~1b/uniqueItems")]
    [InlineData("""{"type":"string","pattern":"^(?=.*[0-9]).*$"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"(a)\\1"}""", "#/pattern")]
    [InlineData("""{"type":"string","maxLength":100000}""", "#/maxLength")]
    [InlineData("""{"type":"string","pattern":"^\\p{L}{1,1000}$"}""", "#/pattern")]
    [InlineData("""{"type":"array","minItems":3000}""", "#/minItems")]
    [InlineData("""{"not":{"type":"string"}}""", "#/not")]
    [InlineData("""{"type":"object","patternProperties":{"^a":true}}""", "#/patternProperties")]
    [InlineData("""{"type":"object","minProperties":1}""", "#/minProperties")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", "#/oneOf")]
    [InlineData("""{"$ref":"https://example.org/schema.json"}""", "#/$ref")]
    public void Compile_KeywordThatNoGrammarHolds_IsRefusedOrLeftOut(string schema, string place)
    {
        var error = Assert.Throws<UnsupportedSchemaException>(() => Grammars.CompileJson(schema));

        Assert.Equal((place, "ResponseFormat"), (error.SchemaPath, error.SchemaName));
        Assert.Equal([$"ResponseFormat {place}"], Grammars.CompileJson(schema, isStrict: false).Relaxed);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("""{"type":"string","enum":[1]}""")]
    [InlineData("""{"type":"integer","minimum":5,"maximum":4}""")]
    [InlineData("""{"type":"object","properties":{"next":{"$ref":"#"}},"required":["next"]}""")]
    [InlineData("""{"allOf":[{"type":"string"},{"type":"integer"}]}""")]
    public void Compile_NoValuePossible_IsRefusedEvenWhenRelaxed(string schema) =>
        Assert.Equal("#", Assert.Throws<UnsupportedSchemaException>(() => Grammars.CompileJson(schema, isStrict: false)).SchemaPath);

    [Theory]
    [InlineData("""{"$ref":"#/$defs/NEXT"}""")]
    [InlineData("""{"type":"object","properties":{"x":{"$ref":"#/$defs/NEXT"}}}""")]
    [InlineData("""{"type":"object","properties":{"x":{"oneOf":[{"$ref":"#/$defs/NEXT"},{"required":["y"],"$ref":"#/$defs/NEXT"}]}},"required":["x"]}""")]
    public void Compile_LongChainOfReferences_IsRefused(string link)
    {
        var links = Enumerable.Range(0, 10_000).Select(index => $"\"{index}\":{link.Replace("NEXT", $"{index + 1}", StringComparison.Ordinal)}");

        var schema = $"{{\"$ref\":\"#/$defs/0\",\"$defs\":{{{string.Join(',', links)},\"10000\":{{\"type\":\"null\"}}}}}}";

        Assert.Throws<UnsupportedSchemaException>(() => Grammars.CompileJson(schema, isStrict: false));
    }

    [Fact]
    public void Compile_ManyChoicesThatComeToNothing_IsRefused()
    {
        var choices = string.Join(',', Enumerable.Repeat("""{"anyOf":[{"minLength":1},{"maxLength":1}]}""", 40));

        var error = Assert.Throws<UnsupportedSchemaException>(() => Grammars.CompileJson($$"""{"allOf":[false,{{choices}}]}"""));

        Assert.Contains("combinations", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_LongListOfParts_IsNoChain()
    {
        var parts = string.Join(',', Enumerable.Repeat("true", 50_000));

        Assert.True(Grammars.AllowsJson($$"""{"allOf":[{{parts}},{"type":"null"}]}""", "null"));
    }

    [Fact]
    public void Compile_ManyLimitsOfLength_ShareTheirRules()
    {
        var one = Grammars.CompileJson(WithTexts(1));
        var many = Grammars.CompileJson(WithTexts(60));

        Assert.InRange(many.Text.Length, one.Text.Length, 2 * one.Text.Length);
        Assert.True(many.ToMatcher().Matches("{\"p7\": \"abc\"}"));
        Assert.False(many.ToMatcher().Matches($"{{\"p7\": \"{new string('a', 1008)}\"}}"));
    }

    [Fact]
    public void Compile_MoreTextsThanRules_LeavesTheirLimitsOut()
    {
        var properties = string.Join(',', Enumerable.Range(0, 24).Select(index => $$"""
            "p{{index}}":{"type":"string","maxLength":1200,"pattern":"^[a-{{(char)('c' + index)}}]+$"}
            """));

        var grammar = Grammars.CompileJson("{\"type\":\"object\",\"properties\":{" + properties + "}}", isStrict: false);

        // They are written from the last to the first.
        Assert.Contains("ResponseFormat #/properties/p0/maxLength", grammar.Relaxed);
        Assert.DoesNotContain("ResponseFormat #/properties/p23/maxLength", grammar.Relaxed);
    }

    private static string WithTexts(int count)
    {
        var properties = Enumerable.Range(0, count).Select(index => $"\"p{index}\":{{\"type\":\"string\",\"maxLength\":{1000 + index}}}");
        return "{\"type\":\"object\",\"properties\":{" + string.Join(',', properties) + "}}";
    }
}
