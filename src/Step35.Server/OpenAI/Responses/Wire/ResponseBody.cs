using System.Text.Json;
using System.Text.Json.Serialization;

namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>A response, finished or not; it repeats what was asked for.</summary>
internal sealed record ResponseBody
{
    public required string Id { get; init; }

    public string Object { get; init; } = "response";

    public required long CreatedAt { get; init; }

    public required string Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ResponseFailure? Error { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IncompleteDetails? IncompleteDetails { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Instructions { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? MaxOutputTokens { get; init; }

    public required string Model { get; init; }

    public required IReadOnlyList<ResponseItem> Output { get; init; }

    public required bool ParallelToolCalls { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? PreviousResponseId { get; init; }

    public required ResponseReasoning Reasoning { get; init; }

    public required bool Store { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public float? Temperature { get; init; }

    public required ResponseText Text { get; init; }

    public required JsonElement ToolChoice { get; init; }

    public required IReadOnlyList<ResponseTool> Tools { get; init; }

    public required int TopLogprobs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public float? TopP { get; init; }

    public required string Truncation { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ResponseUsage? Usage { get; init; }

    public string? User { get; init; }

    public string? SafetyIdentifier { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
}
