using System.Text.Json;

namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>A function that is offered to the model.</summary>
internal sealed record ResponseTool(string Type)
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public JsonElement? Parameters { get; init; }

    public bool? Strict { get; init; }
}
