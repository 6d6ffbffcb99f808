using System.Text.Json;
using System.Text.Json.Serialization;

namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>The body of a request to <c>/v1/responses</c>.</summary>
internal sealed record ResponsesRequest
{
    public string? Model { get; init; }

    [JsonConverter(typeof(InputConverter))]
    public IReadOnlyList<ResponseItem>? Input { get; init; }

    public string? Instructions { get; init; }

    public string? PreviousResponseId { get; init; }

    public bool? Store { get; init; }

    public bool? Stream { get; init; }

    public int? MaxOutputTokens { get; init; }

    public float? Temperature { get; init; }

    public float? TopP { get; init; }

    public IReadOnlyList<string>? Include { get; init; }

    public int? TopLogprobs { get; init; }

    public ResponseReasoning? Reasoning { get; init; }

    public ResponseText? Text { get; init; }

    public IReadOnlyList<ResponseTool>? Tools { get; init; }

    public JsonElement? ToolChoice { get; init; }

    public bool? ParallelToolCalls { get; init; }

    public string? Truncation { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public string? User { get; init; }

    public string? SafetyIdentifier { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }
}
