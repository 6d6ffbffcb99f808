namespace Step35.Engine.Planning;

/// <summary>What one layer, or the output, puts on the device that computes it and what it leaves in main memory.</summary>
/// <param name="Device">On the device.</param>
/// <param name="Main">In main memory.</param>
internal sealed record LayerLoad(IReadOnlyDictionary<MemoryClass, long> Device, IReadOnlyDictionary<MemoryClass, long> Main)
{
    private static readonly Dictionary<MemoryClass, long> Nothing = [];

    public long DeviceBytes => Device.Values.Sum();

    /// <summary>The loads of all layers in order, the output last.</summary>
    public static IReadOnlyList<LayerLoad> List(PlannedModel model, PlanSettings settings, ContextShape context)
    {
        var weights = model.Weights(settings.UseMtp);
        var inMain = model.ExpertLayers.Take(settings.CpuExpertLayers).ToHashSet();
        var byLayer = weights.Layers.ToDictionary(layer => layer.Layer.Index);
        // Layers that the file announces and does not hold count where layers are split between devices.
        var loads = model.Header.Layers.Select(layer => byLayer.TryGetValue(layer.Index, out var held)
            ? Of(held, inMain.Contains(layer.Index), layer.IsMtp ? 0 : context.KvBytes(layer))
            : new LayerLoad(Nothing, Nothing));
        return [.. loads, new LayerLoad(OutputLoad(model, settings), Nothing)];
    }

    // The heads that draft stand after the last layer, and so go where the output goes. Adapters lie beside the layers that they change.
    private static Dictionary<MemoryClass, long> OutputLoad(PlannedModel model, PlanSettings settings)
    {
        var load = new Dictionary<MemoryClass, long> { [MemoryClass.Embeddings] = model.Weights(settings.UseMtp).OutputBytes };
        load[MemoryClass.Adapters] = settings.AdapterBytes;
        if (settings.UseMtp)
            load[MemoryClass.MtpKv] = model.Heads(settings).KvBytes();
        if (model.SeparateHeads(settings.UseMtp) is { } heads)
            load[MemoryClass.Mtp] = heads.TotalBytes - heads.InputBytes;
        return load;
    }

    private static LayerLoad Of(LayerWeights weights, bool expertsInMain, long cacheBytes)
    {
        var device = new Dictionary<MemoryClass, long>(weights.Bytes) { [CacheOf(weights)] = cacheBytes };
        return expertsInMain && device.Remove(MemoryClass.RoutedExperts, out var experts)
            ? new LayerLoad(device, new Dictionary<MemoryClass, long> { [MemoryClass.RoutedExperts] = experts })
            : new LayerLoad(device, Nothing);
    }

    private static MemoryClass CacheOf(LayerWeights weights) => weights.Layer.IsSlidingWindow ? MemoryClass.SlidingKv : MemoryClass.FullKv;
}
