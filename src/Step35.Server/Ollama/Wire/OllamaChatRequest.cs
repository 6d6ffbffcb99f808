namespace Step35.Server.Ollama.Wire;

/// <summary>The body of a request to <c>/api/chat</c>.</summary>
internal sealed record OllamaChatRequest : OllamaRequest
{
    public IReadOnlyList<OllamaMessage>? Messages { get; init; }

    public IReadOnlyList<OllamaTool>? Tools { get; init; }
}
