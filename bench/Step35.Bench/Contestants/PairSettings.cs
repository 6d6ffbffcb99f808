namespace Step35.Bench.Contestants;

/// <summary>How both sides are started.</summary>
/// <param name="ServerPath">The llama-server program.</param>
/// <param name="ModelPath">The GGUF file.</param>
/// <param name="Threads">The compute threads of each.</param>
/// <param name="Conversations">How many conversations each holds side by side.</param>
internal sealed record PairSettings(string ServerPath, string ModelPath, int Threads, int Conversations)
{
    /// <summary>Gets how many tokens are drafted in every step; null leaves it to each side's default, which for llama-server is none.</summary>
    public int? DraftTokens { get; init; }

    /// <summary>Gets a value indicating whether the engine also drafts what followed the same tokens before, as is its default.</summary>
    public bool PromptLookup { get; init; } = true;
}
