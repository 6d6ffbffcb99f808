namespace Step35.Native;

/// <summary>What a sampler chain left of its candidates.</summary>
/// <param name="Count">How many candidates it kept, at the front.</param>
/// <param name="Index">Which of them it chose; -1 when the chain chooses none.</param>
internal readonly record struct LlamaSelection(int Count, int Index);
