using System.Text.Json.Serialization;

namespace Step35.Server.OpenAI.Wire;

internal sealed record RequestMessage
{
    public string? Role { get; init; }

    public string? Name { get; init; }

    [JsonConverter(typeof(ContentPartsConverter))]
    public IReadOnlyList<ContentPart>? Content { get; init; }

    public string? ReasoningContent { get; init; }

    public IReadOnlyList<ToolCall>? ToolCalls { get; init; }

    public string? ToolCallId { get; init; }
}
