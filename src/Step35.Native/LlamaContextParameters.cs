namespace Step35.Native;

/// <summary>How a context is made. Zero leaves the core's own default where the core has one.</summary>
internal sealed record LlamaContextParameters
{
    /// <summary>The KV cells of all sequences together; 0 means the model's trained length.</summary>
    public int ContextLength { get; init; }

    /// <summary>The most tokens that one decode call takes.</summary>
    public int BatchSize { get; init; } = 2048;

    /// <summary>The most tokens that are computed at once.</summary>
    public int MicroBatchSize { get; init; } = 512;

    public int SequenceCount { get; init; } = 1;

    /// <summary>The most tokens of a batch that ask for an output; 0 means all. Bounds the output buffers.</summary>
    public int MaxOutputCount { get; init; }

    /// <summary>The threads of a step of one token a sequence.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The threads of a larger step.</summary>
    public int BatchThreads { get; init; } = Environment.ProcessorCount;

    public GgmlType KeyCacheType { get; init; } = GgmlType.F16;

    public GgmlType ValueCacheType { get; init; } = GgmlType.F16;

    public LlamaFlashAttention FlashAttention { get; init; } = LlamaFlashAttention.Auto;

    /// <summary>Whether sliding layers keep the whole context, which takes far more memory but can roll back anywhere.</summary>
    public bool FullSlidingWindow { get; init; }

    /// <summary>Whether all sequences share one pool of cells instead of equal parts.</summary>
    public bool UnifiedKvCache { get; init; }

    /// <summary>Whether the KV cache goes to the GPU with its layers.</summary>
    public bool OffloadKqv { get; init; } = true;

    /// <summary>Whether large steps on host weights are computed on the GPU.</summary>
    public bool OpOffload { get; init; } = true;

    public LlamaRope Rope { get; init; } = new();

    public LlamaContextKind Kind { get; init; } = LlamaContextKind.Default;

    /// <summary>The target context that a multi-token-prediction context belongs to.</summary>
    public LlamaContext? Other { get; init; }
}
