namespace Step35.Server.OpenAI.Wire;

/// <summary>A call, or a piece of one.</summary>
internal sealed record ToolCall
{
    public int? Index { get; init; }

    public string? Id { get; init; }

    public string? Type { get; init; }

    public CalledFunction? Function { get; init; }
}
