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

    /// <summary>Gets how many tokens the model's own heads draft in every step.</summary>
    public int DraftTokens { get; init; }

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
        .. DraftTokens > 0 ? DraftArguments : [],
    ];

    // Of as many tokens as the heads are asked for, however sure they are.
    private IReadOnlyList<string> DraftArguments =>
        ["--spec-type", "draft-mtp", "--spec-draft-n-max", $"{DraftTokens}", "--spec-draft-n-min", "0", "--spec-draft-p-min", "0"];
}
