using System.Net;
using System.Text.Json;
using Step35.AI.Prompting;

namespace Step35.AI.Parsing.Repairs;

/// <summary>Reads JSON, and what models write where they mean JSON.</summary>
/// <remarks>
/// The readings are tried in order, the strictest first, so that text which is right as it stands is never changed. Each is a
/// transformation of the text and the repair that it stands for; after each, JSON itself is tried before literals of other languages.
/// </remarks>
internal static class LooseJson
{
    private static readonly (ToolCallRepairs Repair, Func<string, string> Mend)[] Readings =
    [
        (ToolCallRepairs.None, text => text),
        (ToolCallRepairs.CodeFence, Unfence),
        (ToolCallRepairs.Entities, WebUtility.HtmlDecode),
    ];

    /// <summary>Gives the readings of a text that are JSON, each a little less literal than the one before.</summary>
    public static IEnumerable<RepairedJson> ReadAll(string raw)
    {
        foreach (var (repair, mend) in Readings)
        {
            var text = mend(raw);
            if (repair != ToolCallRepairs.None && text == raw)
                continue;
            if (TryParse(text) is { } json)
                yield return new RepairedJson(json, repair);
            if (LooseLiteral.TryRead(text) is { } literal && TryParse(literal) is { } value)
                yield return new RepairedJson(value, repair | ToolCallRepairs.Literal);
        }
    }

    public static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonElement.Parse(JsonText.Mend(text.Trim()));
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static string Unfence(string text)
    {
        const string Fence = "```";
        var fenced = text.AsSpan().Trim();
        if (fenced.Length < 2 * Fence.Length || !fenced.StartsWith(Fence) || !fenced.EndsWith(Fence))
            return text;
        // The language stands on the fence's own line.
        var inner = fenced[Fence.Length..^Fence.Length];
        return inner[(inner.IndexOf('\n') + 1)..].ToString();
    }
}
