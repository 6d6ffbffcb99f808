using System.Text.Json;

namespace Step35.Server.Anthropic.Wire;

/// <summary>A function that is offered to the model.</summary>
internal sealed record Tool
{
    /// <summary>Gets the kind; null and <c>custom</c> are functions of the client.</summary>
    public string? Type { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public JsonElement? InputSchema { get; init; }
}
