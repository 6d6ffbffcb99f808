using System.Globalization;

namespace Step35.Engine.Planning;

/// <summary>The settings that decide how much memory a model takes, each with a value.</summary>
public sealed record PlanSettings
{
    /// <summary>Gets how many tokens one conversation can hold.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Gets how many requests run side by side.</summary>
    public int Sequences { get; init; } = 1;

    /// <summary>Gets how many tokens one decode step takes.</summary>
    public int BatchTokens { get; init; } = 1024;

    /// <summary>Gets how many tokens of a step are computed at once.</summary>
    public int MicroBatchTokens { get; init; } = 1024;

    /// <summary>Gets how keys are stored.</summary>
    public KvCacheType KeyCacheType { get; init; }

    /// <summary>Gets how values are stored.</summary>
    public KvCacheType ValueCacheType { get; init; }

    /// <summary>Gets a value indicating whether attention runs without a matrix of all scores.</summary>
    public bool FlashAttention { get; init; } = true;

    /// <summary>Gets a value indicating whether sliding layers keep the whole context.</summary>
    public bool SlidingWindowFull { get; init; }

    /// <summary>Gets a value indicating whether the layers that draft tokens are loaded and run.</summary>
    public bool UseMtp { get; init; }

    /// <summary>Gets how many tokens are guessed ahead at most, by such layers or otherwise.</summary>
    public int DraftTokens { get; init; } = 3;

    /// <summary>Gets how many layers GPUs take, the output first and then the last layers; -1 means all.</summary>
    public int GpuLayers { get; init; } = -1;

    /// <summary>Gets how many layers keep their routed experts in main memory while a GPU takes the rest of them, the last layers first.</summary>
    public int CpuExpertLayers { get; init; }

    /// <summary>Gets the share of the layers that each GPU gets; empty fills all alike.</summary>
    public IReadOnlyList<float> TensorSplit { get; init; } = [];

    /// <summary>Gets how many bytes of low-rank adapters are loaded.</summary>
    public long AdapterBytes { get; init; }

    /// <summary>Gets how many bytes of checkpoints may be kept.</summary>
    public long CheckpointBytes { get; init; }

    /// <summary>Gets how many bytes of conversations may be kept outside the context.</summary>
    public long PrefixStoreBytes { get; init; }

    /// <summary>Writes those that decide most in a line.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"context {ContextLength} x {Sequences}, KV {KeyCacheType.ToName()}/{ValueCacheType.ToName()}, "
        + $"micro-batch {MicroBatchTokens}, MTP {(UseMtp ? "on" : "off")}, "
        + $"GPU layers {(GpuLayers < 0 ? "all" : GpuLayers)}, experts of {CpuExpertLayers} layers in main memory");
}
