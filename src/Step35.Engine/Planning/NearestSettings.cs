using System.Globalization;

namespace Step35.Engine.Planning;

/// <summary>Searches the settings nearest to a request that does not fit: one thing changed, or else all that may be.</summary>
internal sealed class NearestSettings(MemoryPlanner planner, MemoryPlanRequest request)
{
    private const int ContextStep = 1024;

    public IReadOnlyList<PlanAlternative> List()
    {
        PlanAlternative?[] single = [CacheTypes(), Context(), Sequences(), Spread()];
        var found = single.OfType<PlanAlternative>().ToList();
        return found.Count > 0 || Everything() is not { } all ? found : [all];
    }

    private PlanAlternative? CacheTypes()
    {
        if (request is { KeyCacheType: null, ValueCacheType: null })
            return null;
        return Try(request with { KeyCacheType = null, ValueCacheType = null }, settings => $"KeyCacheType and ValueCacheType {settings.KeyCacheType}");
    }

    private PlanAlternative? Context() => request.ContextLength is { } asked
        ? TryLargest(
            (asked + ContextStep - 1) / ContextStep,
            steps => request with { ContextLength = steps * ContextStep },
            settings => string.Create(CultureInfo.InvariantCulture, $"ContextLength {settings.ContextLength}"))
        : null;

    private PlanAlternative? Sequences() =>
        TryLargest(request.Sequences ?? 1, count => request with { Sequences = count }, settings => $"MaxSequences {settings.Sequences}");

    // What fits in some number fits in fewer, too.
    private PlanAlternative? TryLargest(int tooMany, Func<int, MemoryPlanRequest> change, Func<PlanSettings, string> describe)
    {
        var fits = 0;
        while (tooMany - fits > 1)
        {
            var middle = (fits + tooMany) / 2;
            if (planner.Find(change(middle)) is null)
                tooMany = middle;
            else
                fits = middle;
        }

        return fits == 0 ? null : Try(change(fits), describe);
    }

    private PlanAlternative? Spread() => request is { GpuLayers: null, CpuExpertLayers: null }
        ? null
        : Try(
            request with { GpuLayers = null, CpuExpertLayers = null },
            settings => $"GpuLayers {settings.GpuLayers} and CpuExpertLayers {settings.CpuExpertLayers}");

    private PlanAlternative? Everything() => Try(
        new MemoryPlanRequest { Profile = TuningProfile.MaxContext, CheckpointBytes = 0, PrefixStoreBytes = 0 },
        settings => $"ContextLength {settings.ContextLength}, MaxSequences 1, KeyCacheType and ValueCacheType {settings.KeyCacheType}, "
            + $"MicroBatchTokens {settings.MicroBatchTokens}, CpuExpertLayers {settings.CpuExpertLayers}, CheckpointBytes 0");

    private PlanAlternative? Try(MemoryPlanRequest changed, Func<PlanSettings, string> describe) =>
        planner.Find(changed) is { } placement ? new PlanAlternative(describe(placement.Settings), placement.Settings) : null;
}
