using System.Text.Json.Serialization;

namespace Step35.Server.Anthropic.Wire;

/// <summary>A message of the model.</summary>
internal sealed record MessageReply
{
    public required string Id { get; init; }

    public string Type { get; init; } = "message";

    public string Role { get; init; } = "assistant";

    public required string Model { get; init; }

    public required IReadOnlyList<ContentBlock> Content { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? StopReason { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? StopSequence { get; init; }

    public required MessageUsage Usage { get; init; }
}
