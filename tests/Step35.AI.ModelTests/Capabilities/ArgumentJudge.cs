using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Step35.AI.ModelTests.Capabilities;

/// <summary>Judges the arguments of a call one by one, by their types.</summary>
internal static class ArgumentJudge
{
    public static IEnumerable<(string Figure, bool IsRight)> Judge(AIFunctionDeclaration function, FunctionCallContent expected, FunctionCallContent? actual)
    {
        var given = actual?.Name == expected.Name ? ToJson(actual.Arguments) : (JsonElement?)null;
        var wanted = ToJson(expected.Arguments);
        foreach (var parameter in function.JsonSchema.GetProperty("properties").EnumerateObject())
        {
            var found = default(JsonElement);
            var isGiven = given?.TryGetProperty(parameter.Name, out found) ?? false;
            if (wanted.TryGetProperty(parameter.Name, out var value))
                yield return ($"arguments: {TypeOf(parameter.Value)}", isGiven && JsonElement.DeepEquals(value, found));
            else
                yield return ("arguments: optional, left out", given is not null && !isGiven);
        }
    }

    public static JsonElement ToJson(IDictionary<string, object?>? arguments) =>
        JsonSerializer.SerializeToElement(arguments ?? new Dictionary<string, object?>(), AIJsonUtilities.DefaultOptions);

    private static string TypeOf(JsonElement schema) => schema.TryGetProperty("enum", out _) ? "enum" : schema.GetProperty("type").GetString()!;
}
