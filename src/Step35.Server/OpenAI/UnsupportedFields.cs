using System.Text.Json;
using Step35.Server.Errors;

namespace Step35.Server.OpenAI;

/// <summary>Fields that OpenAI knows and that would change the answer, but that this host cannot honour.</summary>
internal static class UnsupportedFields
{
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["functions"] = "it is OpenAI's former spelling; use 'tools'.",
        ["function_call"] = "it is OpenAI's former spelling; use 'tool_choice'.",
        ["logit_bias"] = "the odds of single tokens cannot be changed; leave it out.",
        ["audio"] = "the model writes text only; leave it out.",
        ["web_search_options"] = "the host searches nothing; offer a function that does.",
    };

    /// <summary>Refuses a request that holds such a field with a value.</summary>
    public static void Refuse(IReadOnlyDictionary<string, JsonElement>? fields)
    {
        foreach (var (name, value) in fields ?? new Dictionary<string, JsonElement>())
            if (Reasons.TryGetValue(name, out var reason) && !IsEmpty(value))
                throw ApiException.Unsupported(name, reason);
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };
}
