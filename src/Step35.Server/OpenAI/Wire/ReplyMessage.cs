using System.Text.Json.Serialization;

namespace Step35.Server.OpenAI.Wire;

internal sealed record ReplyMessage
{
    public string Role { get; init; } = "assistant";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Content { get; init; }

    public string? ReasoningContent { get; init; }

    public IReadOnlyList<ToolCall>? ToolCalls { get; init; }
}
