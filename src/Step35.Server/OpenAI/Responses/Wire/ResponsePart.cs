using System.Text.Json;

namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>A piece of an item's text.</summary>
internal sealed record ResponsePart(string Type)
{
    public string? Text { get; init; }

    public string? Refusal { get; init; }

    /// <summary>Gets references to sources, of which this model gives none.</summary>
    public IReadOnlyList<JsonElement>? Annotations { get; init; }

    /// <summary>Gets probabilities, which are not given.</summary>
    public IReadOnlyList<JsonElement>? Logprobs { get; init; }
}
