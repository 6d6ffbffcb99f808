namespace Step35.Server.Ollama.Wire;

/// <summary>A reply, or a piece of one. Durations are in nanoseconds.</summary>
internal sealed record OllamaReply
{
    public required string Model { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets the message of a chat.</summary>
    public OllamaMessage? Message { get; init; }

    /// <summary>Gets the text of a generation.</summary>
    public string? Response { get; init; }

    /// <summary>Gets the thinking of a generation.</summary>
    public string? Thinking { get; init; }

    public bool Done { get; init; }

    public string? DoneReason { get; init; }

    public long? TotalDuration { get; init; }

    public long? LoadDuration { get; init; }

    public long? PromptEvalCount { get; init; }

    public long? PromptEvalDuration { get; init; }

    public long? EvalCount { get; init; }

    public long? EvalDuration { get; init; }
}
