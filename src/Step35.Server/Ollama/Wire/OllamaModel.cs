namespace Step35.Server.Ollama.Wire;

/// <summary>A model of the host; the last three members are those of loaded ones.</summary>
/// <param name="Name">Its name.</param>
internal sealed record OllamaModel(string Name)
{
    public string Model => Name;

    public required DateTimeOffset ModifiedAt { get; init; }

    public required long Size { get; init; }

    /// <summary>Gets the file's digest, which is not computed.</summary>
    public string Digest { get; init; } = "";

    public required OllamaModelDetails Details { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public long? SizeVram { get; init; }

    public int? ContextLength { get; init; }
}
