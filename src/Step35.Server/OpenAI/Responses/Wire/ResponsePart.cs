using System.Text.Json;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>A piece of an item's text.</summary>
internal sealed record ResponsePart(string Type)
{
    public string? Text { get; init; }

    public string? Refusal { get; init; }

    /// <summary>Gets references to sources, of which this model gives none.</summary>
    public IReadOnlyList<JsonElement>? Annotations { get; init; }

    /// <summary>Gets how likely the text's tokens were, where that was asked for; what a request says of it changes nothing.</summary>
    public IReadOnlyList<TokenLogprob>? Logprobs { get; init; }
}
