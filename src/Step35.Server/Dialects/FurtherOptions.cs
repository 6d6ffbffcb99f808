using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.Server.Errors;

namespace Step35.Server.Dialects;

/// <summary>Options of this model that no dialect knows; clients send them as extra fields.</summary>
internal static class FurtherOptions
{
    /// <summary>Gets the names of those that count for a text that is continued as it stands, too.</summary>
    public static IReadOnlyList<string> NamesForTexts { get; } = ["min_p", "repeat_penalty", "repeat_last_n", "loop_guard"];

    /// <summary>Gets the names of those that only a conversation has a use for.</summary>
    public static IReadOnlyList<string> NamesForChats { get; } =
        ["reasoning_budget", "context_overflow", "constraints", "schema_in_prompt", "unknown_function"];

    /// <summary>Gets the names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. NamesForTexts, .. NamesForChats];

    /// <summary>Takes the options out of a request's extra fields.</summary>
    public static AdditionalPropertiesDictionary? Read(IReadOnlyDictionary<string, JsonElement>? fields)
    {
        if (fields is null)
            return null;
        var found = new AdditionalPropertiesDictionary();
        foreach (var name in Names)
            if (fields.TryGetValue(name, out var value))
                found[name] = value;
        return found.Count == 0 ? null : found;
    }

    /// <summary>Reads how many of the likeliest tokens are chosen from.</summary>
    public static int? ReadTopK(IReadOnlyDictionary<string, JsonElement>? fields)
    {
        if (fields is null || !fields.TryGetValue("top_k", out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw ApiException.Wrong("top_k", "it is no whole number.");
    }
}
