using Step35.Engine.Planning;

namespace Step35.Engine.Model;

/// <summary>The model that an engine runs.</summary>
public sealed record ModelInfo
{
    /// <summary>Gets the name in the file's metadata, or the file's name when it has none.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the full path of the file, or of the first shard.</summary>
    public required string Path { get; init; }

    /// <summary>Gets llama.cpp's own description: architecture, size and quantisation.</summary>
    public required string Description { get; init; }

    /// <summary>Gets the number of parameters.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>Gets the size of all tensors, in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Gets how many tokens the model was trained to hold.</summary>
    public required int TrainedContextLength { get; init; }

    /// <summary>Gets how many tokens one conversation can hold here.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Gets a value indicating whether the file holds the multi-token-prediction heads.</summary>
    public required bool HasMtp { get; init; }

    /// <summary>Gets how many multi-token-prediction heads draft tokens here.</summary>
    /// <value>0 when neither the model's file nor one of their own holds any, or drafting is off.</value>
    public int DraftHeadCount { get; init; }

    /// <summary>Gets the model's own chat template, or null when the file has none.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>Gets where its memory lies, which settings were chosen, and why; null for engines without a native core.</summary>
    public MemoryPlan? MemoryPlan { get; init; }

    /// <summary>Gets the flavour of the native core: cpu, cuda, metal or vulkan.</summary>
    public required string Backend { get; init; }
}
