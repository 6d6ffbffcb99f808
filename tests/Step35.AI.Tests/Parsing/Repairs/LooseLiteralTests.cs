using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Step35.AI.Parsing.Repairs;

namespace Step35.AI.Tests.Parsing.Repairs;

public sealed class LooseLiteralTests
{
    private static readonly Gen<string> Text = Gen.OneOf("", "a", "it's", "say \"x\"", "\\", "\n", "é👍", "{[(", "null");

    private static readonly Gen<JsonNode?> Scalar = Gen.OneOf(
        Text.Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Double[-1e9, 1e9].Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(truth => (JsonNode?)JsonValue.Create(truth)),
        Gen.Const((JsonNode?)null));

    private static readonly Gen<JsonNode?> Value = Gen.OneOf(Scalar, ListOf(Scalar), ObjectOf(Scalar), ListOf(ObjectOf(ListOf(Scalar))));

    [Fact]
    public void TryRead_AnyJson_IsThatJson() => Value.Sample(value =>
    {
        var json = value?.ToJsonString() ?? "null";
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), JsonElement.Parse(LooseLiteral.TryRead(json)!)), json);
    });

    [Fact]
    public void TryRead_PythonsSpelling_IsTheSameValue() => Value.Sample(value =>
    {
        var read = LooseLiteral.TryRead(Spell(value));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(value?.ToJsonString() ?? "null"), JsonElement.Parse(read!)), Spell(value));
    });

    [Fact]
    public void TryRead_AnyText_NeverThrows() =>
        Gen.OneOf("{", "}", "[", "]", "(", ")", "'", "\"", "\\", "u00", "x", ",", ":", "1", "-", ".", "e", "True", "\ud83d", " ")
            .Array[0, 20].Select(string.Concat).Sample(text => LooseLiteral.TryRead(text));

    [Theory]
    [InlineData("")]
    [InlineData("words")]
    [InlineData("1 2")]
    [InlineData("[1 2]")]
    [InlineData("[1,,2]")]
    [InlineData("{'a' 1}")]
    [InlineData("'open")]
    [InlineData("'\\x1'")]
    [InlineData("inf")]
    [InlineData("-")]
    public void TryRead_NoLiteral_IsNull(string text) => Assert.Null(LooseLiteral.TryRead(text));

    [Fact]
    public void TryRead_DeepNesting_IsNull() => Assert.Null(LooseLiteral.TryRead(new string('[', 100_000)));

    private static Gen<JsonNode?> ListOf(Gen<JsonNode?> item) =>
        item.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(value => value?.DeepClone())]));

    private static Gen<JsonNode?> ObjectOf(Gen<JsonNode?> item) => Gen.Select(Text, item).Array[0, 3].Select(pairs =>
        (JsonNode?)new JsonObject(pairs.DistinctBy(pair => pair.Item1).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2?.DeepClone()))));

    private static string Spell(JsonNode? value) => value switch
    {
        null => "None",
        JsonArray list => $"({string.Concat(list.Select(item => Spell(item) + ", "))})",
        JsonObject members => $"{{{string.Join(", ", members.Select(member => $"{Quote(member.Key)}: {Spell(member.Value)}"))}}}",
        _ when value.GetValueKind() == JsonValueKind.True => "True",
        _ when value.GetValueKind() == JsonValueKind.False => "False",
        _ when value.GetValueKind() == JsonValueKind.String => Quote(value.GetValue<string>()),
        _ => value.ToJsonString(),
    };

    private static string Quote(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}'";
}
