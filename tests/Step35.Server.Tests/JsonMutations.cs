using System.Text.Json.Nodes;
using CsCheck;

namespace Step35.Server.Tests;

/// <summary>Requests that are wrong in one or two places.</summary>
internal static class JsonMutations
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e308", "0.5", "99999999999999999999", "\"\"", "\"x\"", "\"\\u0000\"", "[]", "{}", "[null]", "[[]]", "[1]", "[{}]", "{\"type\": \"x\"}", "{\"type\": null}",
    ];

    public static Gen<string> Of(string json) =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, Values.Length - 1]).Array[1, 2].Select(places => places.Aggregate(json, (text, place) => Mutate(text, place.Item1, Values[place.Item2])));

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
