namespace Step35.Bench.Contestants;

/// <summary>How both sides are started.</summary>
/// <param name="ServerPath">The llama-server program.</param>
/// <param name="ModelPath">The GGUF file.</param>
/// <param name="Threads">The compute threads of each.</param>
/// <param name="Conversations">How many conversations each holds side by side.</param>
internal sealed record PairSettings(string ServerPath, string ModelPath, int Threads, int Conversations);
