namespace Step35.Server.OpenAI.Wire;

internal sealed record MessageDelta
{
    public string? Role { get; init; }

    public string? Content { get; init; }

    public string? ReasoningContent { get; init; }

    public IReadOnlyList<ToolCall>? ToolCalls { get; init; }
}
