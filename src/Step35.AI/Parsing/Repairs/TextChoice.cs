using System.Net;
using System.Text.Json;
using Step35.AI.Prompting;

namespace Step35.AI.Parsing.Repairs;

/// <summary>Finds which of the texts that a schema lists was meant.</summary>
internal static class TextChoice
{
    /// <summary>Returns the text itself, unless exactly one of the choices differs from it by quotes, outer spaces, case or entities only.</summary>
    public static RepairedValue Find(string raw, JsonElement schema)
    {
        var choices = JsonText.Find(schema, "enum") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(choice => choice.ValueKind == JsonValueKind.String).Select(JsonText.Read).ToList()
            : [];
        var plain = Plain(raw);
        return !choices.Contains(raw) && choices.Where(choice => Plain(choice) == plain).ToList() is [var meant]
            ? new RepairedValue(meant, ToolCallRepairs.Choice)
            : new RepairedValue(raw, ToolCallRepairs.None);
    }

    private static string Plain(string text) => WebUtility.HtmlDecode(text).Trim().Trim('"', '\'').ToUpperInvariant();
}
