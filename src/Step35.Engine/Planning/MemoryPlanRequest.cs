namespace Step35.Engine.Planning;

/// <summary>What a plan has to hold to; what is null is chosen.</summary>
public sealed record MemoryPlanRequest
{
    /// <summary>Gets what open settings are chosen for.</summary>
    /// <value>Default <see cref="TuningProfile.Auto"/>.</value>
    public TuningProfile Profile { get; init; }

    /// <summary>Gets how many tokens one conversation can hold.</summary>
    /// <value>Default null: chosen by the profile.</value>
    public int? ContextLength { get; init; }

    /// <summary>Gets how many requests run side by side.</summary>
    /// <value>Default null: 1, or what the profile is for.</value>
    public int? Sequences { get; init; }

    /// <summary>Gets how many tokens one decode step takes.</summary>
    /// <value>At least <see cref="Sequences"/>. Default null: the size of a micro-batch, twice that for a single sequence, or what the sequences need.</value>
    public int? BatchTokens { get; init; }

    /// <summary>Gets how many tokens of a step are computed at once.</summary>
    /// <value>Up to 16,384. Default null: 1,024, or 512 for a single sequence, or more where the profile is for speed, or fewer where memory is short.</value>
    public int? MicroBatchTokens { get; init; }

    /// <summary>Gets how keys are stored.</summary>
    /// <value>Default null: 16-bit floats; 8 bits where those do not fit and <see cref="ValueCacheType"/> is open, too.</value>
    public KvCacheType? KeyCacheType { get; init; }

    /// <summary>Gets how values are stored.</summary>
    /// <value>Default null: 16-bit floats; 8 bits where those do not fit and <see cref="KeyCacheType"/> is open, too.</value>
    public KvCacheType? ValueCacheType { get; init; }

    /// <summary>Gets a value indicating whether attention runs without a matrix of all scores.</summary>
    /// <value>Default true.</value>
    public bool FlashAttention { get; init; } = true;

    /// <summary>Gets a value indicating whether sliding layers keep the whole context.</summary>
    /// <value>Default false.</value>
    public bool SlidingWindowFull { get; init; }

    /// <summary>Gets whether the layers that draft tokens are loaded and run.</summary>
    /// <value>Default null: where the file has them and they fit.</value>
    public bool? UseMtp { get; init; }

    /// <summary>Gets how many tokens are guessed ahead at most; 0 leaves the layers that draft out.</summary>
    /// <value>Default 3.</value>
    public int DraftTokens { get; init; } = 3;

    /// <summary>Gets how many layers GPUs take; -1 means all.</summary>
    /// <value>Default null: as many as fit.</value>
    public int? GpuLayers { get; init; }

    /// <summary>Gets how many layers keep their routed experts in main memory, the last layers first.</summary>
    /// <value>Default null: as few as fit.</value>
    public int? CpuExpertLayers { get; init; }

    /// <summary>Gets the share of the layers that each GPU gets.</summary>
    /// <value>Default empty: all are filled alike.</value>
    public IReadOnlyList<float> TensorSplit { get; init; } = [];

    /// <summary>Gets how many bytes of low-rank adapters are loaded.</summary>
    /// <value>Default 0.</value>
    public long AdapterBytes { get; init; }

    /// <summary>Gets how many bytes of checkpoints may be kept.</summary>
    /// <value>Default 1 GiB; a plan takes less where memory is short.</value>
    public long CheckpointBytes { get; init; } = 1L << 30;

    /// <summary>Gets how many bytes of conversations may be kept outside the context.</summary>
    /// <value>Default 2 GiB; a plan takes less, even nothing, where memory is short.</value>
    public long PrefixStoreBytes { get; init; } = 2L << 30;

    internal void ThrowIfImpossible()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ContextLength ?? 1, nameof(ContextLength));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Sequences ?? 1, nameof(Sequences));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MicroBatchTokens ?? 1, nameof(MicroBatchTokens));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MicroBatchTokens ?? 1, 1 << 14, nameof(MicroBatchTokens));
        // Each sequence has at least one token in a step.
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchTokens ?? int.MaxValue, Sequences ?? 1, nameof(BatchTokens));
        ArgumentOutOfRangeException.ThrowIfNegative(DraftTokens);
        ArgumentOutOfRangeException.ThrowIfLessThan(GpuLayers ?? 0, -1, nameof(GpuLayers));
        ArgumentOutOfRangeException.ThrowIfNegative(CpuExpertLayers ?? 0, nameof(CpuExpertLayers));
        ArgumentOutOfRangeException.ThrowIfNegative(AdapterBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(CheckpointBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(PrefixStoreBytes);
        ThrowIfNoSplit();
    }

    private void ThrowIfNoSplit()
    {
        ArgumentNullException.ThrowIfNull(TensorSplit);
        if (TensorSplit.Count == 0)
            return;
        // The lowest share is NaN where there is one, and NaN counts as less than all numbers.
        ArgumentOutOfRangeException.ThrowIfLessThan(TensorSplit.Min(), 0, nameof(TensorSplit));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(TensorSplit.Sum(), nameof(TensorSplit));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(TensorSplit.Sum(), float.MaxValue, nameof(TensorSplit));
    }
}
