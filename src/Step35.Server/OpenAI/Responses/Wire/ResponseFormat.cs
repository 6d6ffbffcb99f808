using System.Text.Json;

namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>The form of the answer: text, any JSON object, or JSON of a schema.</summary>
internal sealed record ResponseFormat(string Type)
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public JsonElement? Schema { get; init; }

    public bool? Strict { get; init; }
}
