namespace Step35.Bench.Server;

/// <summary>How a llama-server is started.</summary>
/// <param name="Path">The program.</param>
/// <param name="ModelPath">The GGUF file.</param>
/// <param name="Threads">Its compute threads, for prompts and answers alike.</param>
/// <param name="ContextLength">How many tokens each conversation can hold.</param>
public sealed record LlamaServerSettings(string Path, string ModelPath, int Threads, int ContextLength)
{
    /// <summary>Gets how many conversations run side by side.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>Gets the command line; all that it does not name keeps the server's default.</summary>
    internal IReadOnlyList<string> Arguments =>
    [
        "--model", ModelPath,
        "--host", "127.0.0.1",
        // Any free port; the server says which.
        "--port", "0",
        "--threads", $"{Threads}",
        "--threads-batch", $"{Threads}",
        "--parallel", $"{Slots}",
        "--ctx-size", $"{Slots * ContextLength}",
        "--no-webui",
    ];
}
