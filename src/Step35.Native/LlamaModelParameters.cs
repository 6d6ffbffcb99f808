namespace Step35.Native;

/// <summary>How a model is loaded.</summary>
internal sealed record LlamaModelParameters
{
    /// <summary>The layers that go to the GPU; -1 means all.</summary>
    public int GpuLayerCount { get; init; } = -1;

    public LlamaLoadMode LoadMode { get; init; } = LlamaLoadMode.Auto;

    /// <summary>Whether the multi-token-prediction layers are loaded too.</summary>
    public bool LoadMtp { get; init; }

    /// <summary>Whether every tensor is checked for invalid values, which takes a pass over the weights.</summary>
    public bool CheckTensors { get; init; }

    /// <summary>Whether weights may be repacked for the CPU at hand.</summary>
    public bool UseExtraBufferTypes { get; init; } = true;

    /// <summary>Whether only the vocabulary is loaded; no context can be made then.</summary>
    public bool VocabularyOnly { get; init; }
}
