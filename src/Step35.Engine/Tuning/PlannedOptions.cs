using Step35.Engine.Planning;

namespace Step35.Engine.Tuning;

/// <summary>Turns options into a request for a plan, and a plan into options.</summary>
internal static class PlannedOptions
{
    private static readonly EngineOptions Defaults = new();

    public static MemoryPlanRequest ToRequest(this EngineOptions options) => new()
    {
        Profile = options.Profile,
        ContextLength = options.ContextLength,
        Sequences = IsOpen(options, TuningProfile.ManyAgents, options.MaxSequences == Defaults.MaxSequences) ? null : options.MaxSequences,
        BatchTokens = IsOpen(options, TuningProfile.MaxSpeed, options.MaxBatchTokens == Defaults.MaxBatchTokens) ? null : options.MaxBatchTokens,
        MicroBatchTokens = options.MicroBatchTokens,
        KeyCacheType = options.KeyCacheType,
        ValueCacheType = options.ValueCacheType,
        FlashAttention = options.FlashAttention ?? true,
        SlidingWindowFull = options.SlidingWindowFull,
        DraftTokens = options.MaxDraftTokens,
        GpuLayers = options.GpuLayers < 0 ? null : options.GpuLayers,
        CpuExpertLayers = options.CpuExpertLayers,
        TensorSplit = [.. options.TensorSplit],
        AdapterBytes = options.LoraAdapters.Sum(adapter => new FileInfo(adapter.Path) is { Exists: true } file ? file.Length : 0),
        CheckpointBytes = options.CheckpointBytes,
        PrefixStoreBytes = options.PrefixStoreBytes,
    };

    /// <summary>The options with everything that a plan has chosen.</summary>
    public static EngineOptions With(this EngineOptions options, MemoryPlan plan)
    {
        var settings = plan.Settings;
        var planned = options.Copy();
        planned.ContextLength = settings.ContextLength;
        planned.MaxSequences = settings.Sequences;
        planned.MaxBatchTokens = settings.BatchTokens;
        planned.MicroBatchTokens = settings.MicroBatchTokens;
        planned.KeyCacheType = settings.KeyCacheType;
        planned.ValueCacheType = settings.ValueCacheType;
        planned.GpuLayers = settings.GpuLayers;
        planned.CpuExpertLayers = settings.CpuExpertLayers;
        planned.CheckpointBytes = settings.CheckpointBytes;
        planned.PrefixStoreBytes = settings.PrefixStoreBytes;
        planned.TensorOverrides = [.. options.TensorOverrides, .. plan.TensorOverrides];
        if (options.TensorSplit.Count == 0 && plan.Devices.Count > 2)
            planned.TensorSplit = [.. plan.Devices.SkipLast(1).Select(device => (float)device.Layers)];
        return planned;
    }

    private static bool IsOpen(EngineOptions options, TuningProfile profile, bool isDefault) => options.Profile == profile && isDefault;
}
