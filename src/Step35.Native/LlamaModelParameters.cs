namespace Step35.Native;

/// <summary>How a model is loaded.</summary>
internal sealed record LlamaModelParameters
{
    /// <summary>The layers that go to the GPU; -1 means all.</summary>
    public int GpuLayerCount { get; init; } = -1;

    /// <summary>The devices to use, by name; empty means all.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    public LlamaSplitMode SplitMode { get; init; } = LlamaSplitMode.Layer;

    /// <summary>The device that holds everything when nothing is split.</summary>
    public int MainGpu { get; init; }

    /// <summary>The share of the layers that each device gets; empty means by its free memory.</summary>
    public IReadOnlyList<float> TensorSplit { get; init; } = [];

    /// <summary>Where some tensors go; the first pattern that matches counts.</summary>
    public IReadOnlyList<LlamaTensorOverride> TensorOverrides { get; init; } = [];

    public LlamaLoadMode LoadMode { get; init; } = LlamaLoadMode.Auto;

    /// <summary>Whether the multi-token-prediction layers are loaded too.</summary>
    public bool LoadMtp { get; init; }

    /// <summary>Whether every tensor is checked for invalid values, which takes a pass over the weights.</summary>
    public bool CheckTensors { get; init; }

    /// <summary>Whether weights may be repacked for the CPU at hand.</summary>
    public bool UseExtraBufferTypes { get; init; } = true;

    /// <summary>Whether memory is only counted and not taken; nothing can be computed then.</summary>
    public bool NoAllocation { get; init; }

    /// <summary>Whether only the vocabulary is loaded; no context can be made then.</summary>
    public bool VocabularyOnly { get; init; }
}
