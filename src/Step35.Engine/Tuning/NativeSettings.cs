using Step35.Engine.Decoding;
using Step35.Engine.Planning;
using Step35.Native;

namespace Step35.Engine.Tuning;

/// <summary>Turns options into the native core's parameters.</summary>
internal static class NativeSettings
{
    public static LlamaModelParameters ToModelParameters(this EngineOptions options) => new()
    {
        GpuLayerCount = options.GpuLayers,
        LoadMode = LoadMode(options),
        Devices = [.. options.Devices],
        SplitMode = options.GpuSplit switch
        {
            GpuSplit.Rows => LlamaSplitMode.Row,
            GpuSplit.None => LlamaSplitMode.None,
            _ => LlamaSplitMode.Layer,
        },
        MainGpu = options.MainGpu,
        TensorSplit = [.. options.TensorSplit],
        TensorOverrides = [.. options.TensorOverrides.Select(ToOverride)],
    };

    public static LlamaContextParameters ToContextParameters(this EngineOptions options, int contextLength) => new()
    {
        ContextLength = contextLength * options.MaxSequences,
        BatchSize = options.MaxBatchTokens,
        MicroBatchSize = options.MicroBatchSize,
        SequenceCount = options.MaxSequences,
        // The core would keep a row of logits for every token of a batch.
        MaxOutputCount = Math.Min(options.MaxBatchTokens, options.MaxSequences * (1 + options.MaxDraftTokens)),
        Threads = CountThreads(options.Threads),
        BatchThreads = CountThreads(options.BatchThreads ?? options.Threads),
        KeyCacheType = (options.KeyCacheType ?? KvCacheType.F16).ToNative(),
        ValueCacheType = (options.ValueCacheType ?? KvCacheType.F16).ToNative(),
        FlashAttention = options.FlashAttention switch
        {
            true => LlamaFlashAttention.Enabled,
            false => LlamaFlashAttention.Disabled,
            null => LlamaFlashAttention.Auto,
        },
        FullSlidingWindow = options.SlidingWindowFull,
        Rope = ToRope(options.Rope),
    };

    private static LlamaLoadMode LoadMode(EngineOptions options) => options switch
    {
        { DirectIo: true } => LlamaLoadMode.DirectIo,
        { MapFile: true, LockMemory: true } => LlamaLoadMode.MmapMlock,
        { LockMemory: true } => LlamaLoadMode.Mlock,
        { MapFile: true } => LlamaLoadMode.Mmap,
        _ => LlamaLoadMode.None,
    };

    private static LlamaTensorOverride ToOverride(string text)
    {
        var separator = text.LastIndexOf('=');
        return new LlamaTensorOverride(text[..separator], text[(separator + 1)..]);
    }

    // Compute threads spin while they wait: one more than the processors makes every step wait for a time slice.
    private static int CountThreads(int? asked) => Math.Min(asked ?? CpuTopology.PhysicalCoreCount, Environment.ProcessorCount);

    private static LlamaRope ToRope(RopeOptions rope) => new()
    {
        Scaling = (LlamaRopeScaling?)rope.Scaling,
        FrequencyBase = rope.FrequencyBase,
        FrequencyScale = rope.FrequencyScale,
        YarnExtrapolation = rope.YarnExtrapolation,
        YarnAttention = rope.YarnAttention,
        YarnBetaFast = rope.YarnBetaFast,
        YarnBetaSlow = rope.YarnBetaSlow,
        YarnOriginalContext = rope.YarnOriginalContext,
    };
}
