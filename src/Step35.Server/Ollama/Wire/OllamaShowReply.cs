namespace Step35.Server.Ollama.Wire;

/// <summary>What there is to know about a model.</summary>
internal sealed record OllamaShowReply
{
    public required OllamaModelDetails Details { get; init; }

    /// <summary>Gets the model's own template; it is written in Jinja.</summary>
    public required string Template { get; init; }

    public required IReadOnlyList<string> Capabilities { get; init; }

    public required OllamaModelInfo ModelInfo { get; init; }
}
