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

    private PlanAlternative? Context()
    {
        if (request.ContextLength is not { } asked)
            return null;
        var (fits, tooLong) = (0, (asked + ContextStep - 1) / ContextStep);
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            if (planner.Find(request with { ContextLength = middle * ContextStep }) is null)
                tooLong = middle;
            else
                fits = middle;
        }

        return fits == 0 ? null : Try(
            request with { ContextLength = fits * ContextStep },
            settings => string.Create(CultureInfo.InvariantCulture, $"ContextLength {settings.ContextLength}"));
    }

    private PlanAlternative? Sequences()
    {
        for (var count = (request.Sequences ?? 1) - 1; count > 0; count--)
        {
            if (Try(request with { Sequences = count }, settings => $"MaxSequences {settings.Sequences}") is { } found)
                return found;
        }

        return null;
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
