using Step35.Engine.Decoding;

namespace Step35.Engine.Planning;

/// <summary>The settings to try for a request, the best ones first.</summary>
internal sealed class PlanCandidates(PlannedModel model, MachineDescription machine, MemoryPlanRequest request)
{
    private const int UsualContext = 32_768;
    private const int SmallestContext = 4096;
    private const int LargestMicroBatch = 2048;
    private const int UsualMicroBatch = 1024;
    private const int SmallMicroBatch = 512;
    private const int SmallestMicroBatch = 256;

    /// <summary>The parts in which the longest context is searched.</summary>
    private const int ContextParts = 16;

    private static readonly bool[] Either = [false, true];
    private static readonly bool[] Never = [false];
    private static readonly int[] SequenceCounts = [16, 12, 8, 6, 4, 3, 2, 1];

    private bool HasGpus => machine.Devices.Any(device => !device.SharesMainMemory);

    private bool IsCacheTypeOpen => request is { KeyCacheType: null, ValueCacheType: null, FlashAttention: true } && model.Takes(KvCacheType.Q8_0);

    /// <summary>Lists them: a shorter context is the last resort, before it comes main memory for what does not fit on GPUs.</summary>
    public IEnumerable<PlanSettings> List() =>
        from context in Contexts()
        from isSpilling in HasGpus ? Either : Never
        from sequences in Sequences()
        from settings in Rungs(Start(context, sequences))
        // Main memory is so much slower that 8-bit caches come before it.
        where !isSpilling || !IsCacheTypeOpen || settings.KeyCacheType == KvCacheType.Q8_0
        from spread in Spreads(settings, isSpilling)
        select spread;

    private PlanSettings Start(int context, int sequences)
    {
        var microBatch = request.MicroBatchTokens ?? ChooseMicroBatch(sequences);
        return new PlanSettings
        {
            ContextLength = context,
            Sequences = sequences,
            MicroBatchTokens = microBatch,
            BatchTokens = BatchTokens(microBatch, sequences),
            KeyCacheType = request.KeyCacheType ?? KvCacheType.F16,
            ValueCacheType = request.ValueCacheType ?? KvCacheType.F16,
            FlashAttention = request.FlashAttention,
            SlidingWindowFull = request.SlidingWindowFull,
            UseMtp = (request.UseMtp ?? true) && model.HeadCount > 0 && request.DraftTokens > 0,
            DraftTokens = request.DraftTokens,
            GpuLayers = request.GpuLayers ?? -1,
            CpuExpertLayers = request.CpuExpertLayers ?? 0,
            TensorSplit = request.TensorSplit,
            AdapterBytes = request.AdapterBytes,
            CheckpointBytes = request.CheckpointBytes,
            PrefixStoreBytes = request.PrefixStoreBytes,
        };
    }

    private int ChooseMicroBatch(int sequences)
    {
        var filled = request.BatchTokens is { } batch && sequences == 1 ? LonePrompt.RowsOf(batch) : request.BatchTokens;
        var usual = sequences == 1 ? SmallMicroBatch : UsualMicroBatch;
        var largest = request.Profile == TuningProfile.MaxSpeed ? LargestMicroBatch : usual;
        return Math.Min(filled ?? largest, largest);
    }

    private IEnumerable<int> Contexts()
    {
        var trained = model.Header.ContextLength;
        if (request.ContextLength is { } asked)
            return [asked];
        if (request.Profile == TuningProfile.MaxContext)
            return Enumerable.Range(1, ContextParts).Select(part => (int)((long)trained * part / ContextParts)).Where(length => length > 0).Reverse();
        return Halve(Math.Min(trained, UsualContext), SmallestContext);
    }

    private int[] Sequences() => request switch
    {
        { Sequences: { } asked } => [asked],
        { Profile: TuningProfile.ManyAgents } => [.. SequenceCounts.Where(count => count <= (request.BatchTokens ?? count))],
        _ => [1],
    };

    private IEnumerable<PlanSettings> Rungs(PlanSettings settings)
    {
        foreach (var microBatch in MicroBatches(settings.MicroBatchTokens, SmallMicroBatch))
            yield return settings = WithMicroBatch(settings, microBatch);
        if (IsCacheTypeOpen)
            yield return settings = settings with { KeyCacheType = KvCacheType.Q8_0, ValueCacheType = KvCacheType.Q8_0 };
        foreach (var microBatch in MicroBatches(settings.MicroBatchTokens, SmallestMicroBatch).Skip(1))
            yield return settings = WithMicroBatch(settings, microBatch);
        if (request.UseMtp is null && settings.UseMtp)
            yield return settings with { UseMtp = false };
    }

    private IEnumerable<int> MicroBatches(int from, int to) => request.MicroBatchTokens is null ? Halve(from, to) : [from];

    private PlanSettings WithMicroBatch(PlanSettings settings, int tokens) =>
        settings with { MicroBatchTokens = tokens, BatchTokens = BatchTokens(tokens, settings.Sequences) };

    // Each sequence has at least one token in a step.
    private int BatchTokens(int microBatch, int sequences) =>
        request.BatchTokens ?? (sequences == 1 ? LonePrompt.BatchFor(microBatch) : Math.Max(microBatch, sequences));

    private IEnumerable<PlanSettings> Spreads(PlanSettings settings, bool isSpilling)
    {
        if (!isSpilling)
            return [settings];
        var expertLayers = model.ExpertLayers.Count();
        var experts = request.CpuExpertLayers is { } asked ? [asked] : Enumerable.Range(1, expertLayers);
        var layers = request.GpuLayers is null ? Enumerable.Range(0, model.Header.Layers.Count + 1).Reverse() : [];
        return experts.Select(count => settings with { CpuExpertLayers = count })
            .Concat(layers.Select(count => settings with { CpuExpertLayers = request.CpuExpertLayers ?? expertLayers, GpuLayers = count }));
    }

    private static IEnumerable<int> Halve(int from, int to)
    {
        yield return from;
        while (from > to)
            yield return from = Math.Max(from / 2, to);
    }
}
