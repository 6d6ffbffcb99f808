using System.Text.Json.Serialization;
using Step35.Server.Dialects;

namespace Step35.Server.OpenAI.Wire;

internal sealed record CompletionRequest : GenerationRequest
{
    [JsonConverter(typeof(TextOrListConverter))]
    public IReadOnlyList<string>? Prompt { get; init; }

    public int? Logprobs { get; init; }

    /// <summary>Gets from how many answers the likeliest are chosen.</summary>
    public int? BestOf { get; init; }
}
