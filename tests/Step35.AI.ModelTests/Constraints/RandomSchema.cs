using System.Text.Json.Nodes;
using CsCheck;

namespace Step35.AI.ModelTests.Constraints;

/// <summary>Makes schemas of every kind that can be held.</summary>
/// <remarks>Texts and lists are short: a model of random weights would hardly ever end long ones.</remarks>
internal static class RandomSchema
{
    private const int MaxDepth = 3;

    private static readonly Gen<JsonNode> Texts = Gen.OneOf(
        // The validator counts what a reader sees as one character, which may be several; so the least length is none or one.
        Gen.Select(Gen.Int[0, 1], Gen.Int[3, 8]).Select((least, most) => Node($$"""{"type":"string","minLength":{{least}},"maxLength":{{most}}}""")),
        AnyOf(
            """{"type":"string","pattern":"^[a-z]{2,5}-[0-9]+$","maxLength":9}""",
            """{"type":"string","pattern":"é","maxLength":4}""",
            """{"type":"string","format":"date"}""",
            """{"type":"string","format":"uuid"}""",
            """{"type":"string","format":"date-time"}""",
            """{"type":"string","format":"ipv4"}""",
            """{"type":"string","enum":["celsius","</b>","None","5","\n"]}""",
            """{"type":["string","null"],"maxLength":4}""",
            """{"type":["string","integer"],"maxLength":5,"minimum":10}""",
            """{"type":["string","boolean","array"],"maxLength":7,"items":{"type":"null"},"maxItems":2}""",
            """{"const":"exactly <this>"}""").Select(Node));

    private static readonly Gen<JsonNode> Numbers = Gen.OneOf(
        Gen.Select(Gen.Int[-2000, 2000], Gen.Int[0, 300]).Select((least, span) => Node($$"""{"type":"integer","minimum":{{least}},"maximum":{{least + span}}}""")),
        Gen.Select(Gen.Int[-300, 300], Gen.Int[1, 500], AnyOf("minimum", "exclusiveMinimum"), AnyOf("maximum", "exclusiveMaximum"))
            .Select((least, span, low, high) => Node(FormattableString.Invariant(
                $$"""{"type":"number","{{low}}":{{least / 8m}},"{{high}}":{{(least + span) / 8m}}}"""))),
        Gen.Int[2, 60].Select(divisor => Node($$"""{"type":"integer","multipleOf":{{divisor}}}""")),
        AnyOf("""{"type":"integer"}""", """{"type":"number"}""", """{"type":["number","null"]}""", """{"enum":[1,2.5,-3]}""").Select(Node));

    private static readonly Gen<JsonNode> Others = AnyOf(
        """{"type":"boolean"}""",
        """{"type":["boolean","null"]}""",
        """{"enum":["a",1,null,true,{"b":[1]}]}""",
        """{"anyOf":[{"type":"integer","maximum":5},{"type":"boolean"}]}""",
        """{"oneOf":[{"type":"integer"},{"type":"null"}]}""",
        """{"allOf":[{"type":"integer","minimum":1},{"maximum":99},{"multipleOf":3}]}""").Select(Node);

    /// <summary>Gets schemas of objects.</summary>
    public static Gen<string> Objects { get; } = Object(0).Select(schema => schema.ToJsonString());

    private static Gen<JsonNode> Any(int depth) => depth == MaxDepth
        ? Gen.OneOf(Texts, Numbers, Others)
        : Gen.Frequency((3, Texts), (3, Numbers), (2, Others), (1, Gen.Const(0).SelectMany(_ => Object(depth + 1))), (1, Gen.Const(0).SelectMany(_ => Array(depth + 1))));

    private static Gen<JsonNode> Object(int depth) =>
        Gen.Select(Gen.Select(Any(depth), Gen.Bool).Array[0, 7], Gen.Bool).Select((members, isClosed) =>
        {
            var properties = new JsonObject();
            foreach (var ((schema, _), index) in members.Select((member, index) => (member, index)))
                properties[$"p{index}"] = schema.DeepClone();
            var node = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = properties,
                ["required"] = new JsonArray([.. members.Select((member, index) => (member, index)).Where(one => one.member.Item2).Select(one => (JsonNode)$"p{one.index}")]),
            };
            if (isClosed)
                node["additionalProperties"] = false;
            return (JsonNode)node;
        });

    private static Gen<JsonNode> Array(int depth) => Gen.Select(Any(depth), Any(depth), Gen.Int[0, 2], Gen.Int[2, 3]).Select((item, first, least, most) =>
    {
        var node = Node($$"""{"type":"array","minItems":{{least}},"maxItems":{{most}}}""");
        node["items"] = item.DeepClone();
        if (least == 2)
            node["prefixItems"] = new JsonArray(first.DeepClone());
        return node;
    });

    private static Gen<string> AnyOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static JsonNode Node(string json) => JsonNode.Parse(json)!;
}
