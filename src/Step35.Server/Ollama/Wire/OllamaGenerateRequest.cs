namespace Step35.Server.Ollama.Wire;

/// <summary>The body of a request to <c>/api/generate</c>.</summary>
internal sealed record OllamaGenerateRequest : OllamaRequest
{
    public string? Prompt { get; init; }

    public string? System { get; init; }

    /// <summary>Gets a value indicating whether the prompt is continued as it stands, without the chat format.</summary>
    public bool? Raw { get; init; }
}
