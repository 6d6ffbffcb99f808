namespace Step35.Server.Ollama.Wire;

/// <summary>A message, as it comes and goes.</summary>
internal sealed record OllamaMessage(string Role)
{
    public string? Content { get; init; }

    public string? Thinking { get; init; }

    public IReadOnlyList<OllamaCall>? ToolCalls { get; init; }

    /// <summary>Gets the function whose result this is; results count by their order.</summary>
    public string? ToolName { get; init; }

    public string? ToolCallId { get; init; }

    /// <summary>Gets pictures, which the model cannot see.</summary>
    public IReadOnlyList<string>? Images { get; init; }
}
