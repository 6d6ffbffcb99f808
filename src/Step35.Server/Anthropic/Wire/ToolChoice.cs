namespace Step35.Server.Anthropic.Wire;

/// <summary>Whether the model must call a function, and which.</summary>
internal sealed record ToolChoice(string Type)
{
    public string? Name { get; init; }

    public bool? DisableParallelToolUse { get; init; }
}
