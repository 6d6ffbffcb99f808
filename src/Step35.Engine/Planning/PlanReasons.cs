using static System.FormattableString;

namespace Step35.Engine.Planning;

/// <summary>Says in words why a plan is as it is.</summary>
internal static class PlanReasons
{
    /// <summary>Why these settings and not the ones that would have been best.</summary>
    public static IReadOnlyList<string> Explain(MachineDescription machine, Placement best, Placement chosen)
    {
        var (wanted, settings) = (best.Settings, chosen.Settings);
        List<string> reasons = [.. ExplainSizes(wanted, settings), .. ExplainCacheType(best, settings), .. ExplainSpread(wanted, settings)];
        if (reasons.Count == 0)
            reasons.Add("Everything fits as asked.");
        if (settings.CheckpointBytes < wanted.CheckpointBytes || settings.PrefixStoreBytes < wanted.PrefixStoreBytes)
            reasons.Add(
                $"What is left holds {Size(settings.CheckpointBytes)} of checkpoints and {Size(settings.PrefixStoreBytes)} of stored conversations.");
        if (machine.Advice is not null)
            reasons.Add($"On this machine, {machine.Advice}.");
        return reasons;
    }

    /// <summary>What is missing, and what would do.</summary>
    public static IReadOnlyList<string> Refuse(MachineDescription machine, Placement asked, IReadOnlyList<PlanAlternative> alternatives) =>
    [
        $"The model does not fit into the memory of '{machine.Name}': {Missing(asked)}.",
        alternatives.Count == 0
            ? "No setting makes it fit; use a file with fewer bits a weight, or a machine with more memory."
            : $"It fits with {string.Join("; or with ", alternatives.Select(alternative => alternative.Change))}.",
    ];

    private static IEnumerable<string> ExplainSizes(PlanSettings wanted, PlanSettings settings)
    {
        if (wanted.ContextLength != settings.ContextLength)
            yield return Invariant($"The context is {settings.ContextLength:N0} tokens: longer ones do not fit.");
        if (wanted.Sequences != settings.Sequences)
            yield return Invariant($"{settings.Sequences} conversations run side by side: more do not fit.");
        if (wanted.Sequences == settings.Sequences && wanted.MicroBatchTokens != settings.MicroBatchTokens)
            yield return Invariant($"Steps compute {settings.MicroBatchTokens} tokens at once: larger buffers do not fit.");
        if (wanted.UseMtp && !settings.UseMtp)
            yield return "The layers that draft tokens are left out: they do not fit.";
    }

    private static IEnumerable<string> ExplainCacheType(Placement best, PlanSettings settings)
    {
        if (best.Settings.KeyCacheType == settings.KeyCacheType)
            yield break;
        var why = IsSpilling(settings) ? "what that saves holds weights on the GPUs" : $"as f16 {Missing(best)}";
        yield return $"The KV cache is {settings.KeyCacheType.ToName()}: {why}.";
    }

    private static IEnumerable<string> ExplainSpread(PlanSettings wanted, PlanSettings settings)
    {
        if (settings.CpuExpertLayers > wanted.CpuExpertLayers)
            yield return Invariant($"The routed experts of the last {settings.CpuExpertLayers} layers stay in main memory: the GPUs have no room for them.");
        if (settings.GpuLayers != wanted.GpuLayers)
            yield return Invariant($"GPUs compute the last {settings.GpuLayers} layers: they have no room for more.");
    }

    private static bool IsSpilling(PlanSettings settings) => settings.CpuExpertLayers > 0 || settings.GpuLayers >= 0;

    private static string Missing(Placement placement) => string.Join(", ", placement.Devices
        .Where(device => device.SpareBytes < 0)
        .Select(device => $"{Size(-device.SpareBytes)} are missing in {device.Name} "
            + $"({Size(device.UsedBytes)} of {Size(device.FreeBytes - device.ReserveBytes)})"));

    private static string Size(long bytes) => Invariant($"{bytes / (double)(1 << 30):F2} GiB");
}
