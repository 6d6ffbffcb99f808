using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace Step35.Server.Tests.Malformed;

/// <summary>Requests that are wrong somewhere.</summary>
internal static class JsonMutations
{
    // Half of a character cannot be in a node of the tree; it takes this text's place at the end.
    private const string Half = "half of a character";

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e308", "0.5", "99999999999999999999", "\"\"", "\"x\"", "\"\\u0000\"", "[]", "{}", "[null]", "[[]]", "[1]", "[{}]",
        "{\"type\": \"x\"}", "{\"type\": null}", $"\"{Half}\"", $"{{\"{Half}\": 1}}", $"[\"{Half}\"]", $"{{\"type\": \"string\", \"enum\": [\"{Half}\"]}}",
        "\"{\\\"a\\\": \\\"\\\\ud800\\\"}\"",
    ];

    /// <summary>Makes JSON that is wrong in one or two places.</summary>
    public static Gen<byte[]> Of(string json) => Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, Values.Length - 1]).Array[1, 2].Select(places =>
        ToBytes(places.Aggregate(json, (text, place) => Mutate(text, place.Item1, Values[place.Item2])).Replace(Half, "\\ud800", StringComparison.Ordinal)));

    /// <summary>Makes bytes that are no JSON, because they end early.</summary>
    public static Gen<byte[]> CutOff(string json) =>
        Gen.Int[0, json.TrimEnd().Length - 1].Select(length => ToBytes(json[..length]));

    /// <summary>Makes bytes that are no text, and so no JSON either.</summary>
    public static Gen<byte[]> NoText(string json) =>
        Gen.Select(Gen.Int[0, json.Length], Gen.Byte[0x80, 0xFF]).Select((place, wrong) => (byte[])[.. ToBytes(json[..place]), wrong, .. ToBytes(json[place..])]);

    private static byte[] ToBytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Mutate(string json, int place, string value)
    {
        var root = JsonNode.Parse(json);
        var nodes = Below(root).ToList();
        if (nodes.Count == 0)
            return value;
        nodes[place % nodes.Count](JsonNode.Parse(value));
        return root!.ToJsonString();
    }

    private static IEnumerable<Action<JsonNode?>> Below(JsonNode? node) => node switch
    {
        JsonObject members => members.ToList().SelectMany(member => Below(member.Value).Prepend(value => members[member.Key] = value)),
        JsonArray items => Enumerable.Range(0, items.Count).SelectMany(index => Below(items[index]).Prepend(value => items[index] = value)),
        _ => [],
    };
}
