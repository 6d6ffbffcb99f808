namespace Step35.Engine.Planning;

/// <summary>Lays a model with given settings into a machine's memory.</summary>
internal sealed class Placement
{
    /// <summary>The checkpoints that a conversation cannot do well without: the start of its last turns and the end of its prompt.</summary>
    private const int NeededCheckpoints = 4;

    /// <summary>The steps that several GPUs work on at once.</summary>
    private const int StepsAtOnce = 4;

    /// <summary>Measured, with step35-bench: the heap until it is first cleaned up, and what the just-in-time compiler takes and makes.</summary>
    private const long RuntimeBytes = 20L << 20;

    private readonly PlannedModel _model;
    private readonly MachineDescription _machine;
    private readonly ContextShape _context;
    private readonly ComputeBuffers _buffers;
    private readonly HeadShape _heads;
    private readonly IReadOnlyList<LayerLoad> _loads;
    private readonly MemoryLedger _main;
    private readonly MemoryLedger[] _gpus;

    private Placement(PlannedModel model, MachineDescription machine, PlanSettings settings)
    {
        _model = model;
        _machine = machine;
        Settings = settings;
        _context = new ContextShape(model.Header, settings);
        _buffers = model.Buffers(_context);
        _heads = model.Heads(settings);
        _loads = LayerLoad.List(model, settings, _context);
        var shared = machine.Devices.FirstOrDefault(device => device.SharesMainMemory);
        _main = new MemoryLedger(shared?.Name ?? "memory", Math.Min(machine.FreeBytes, shared?.FreeBytes ?? long.MaxValue));
        _gpus = [.. machine.Devices.Where(device => !device.SharesMainMemory).Select(device => new MemoryLedger(device.Name, device.FreeBytes))];
    }

    /// <summary>Gets the settings, with the caches as large as they can be.</summary>
    public PlanSettings Settings { get; private set; }

    /// <summary>Gets the memories, the GPUs' before main memory.</summary>
    public IReadOnlyList<DevicePlan> Devices => [.. _gpus.Select(gpu => gpu.ToPlan()), _main.ToPlan()];

    public bool Fits => Devices.All(device => device.SpareBytes >= 0);

    public static Placement Create(PlannedModel model, MachineDescription machine, PlanSettings settings)
    {
        var placement = new Placement(model, machine, settings);
        placement.PlaceLayers();
        placement.PlaceBuffers();
        placement.PlaceCaches();
        return placement;
    }

    private int FirstGpuLayer => _gpus.Length == 0 ? _loads.Count
        : Settings.GpuLayers < 0 ? 0
        : Math.Max(0, _loads.Count - Settings.GpuLayers);

    private void PlaceLayers()
    {
        foreach (var load in _loads)
            _main.Add(load.Main);
        foreach (var load in _loads.Take(FirstGpuLayer))
        {
            _main.CountLayer();
            _main.Add(load.Device);
        }

        PlaceOnGpus([.. _loads.Skip(FirstGpuLayer)]);
    }

    private void PlaceOnGpus(IReadOnlyList<LayerLoad> loads)
    {
        foreach (var gpu in loads.Count > 0 ? _gpus : [])
            gpu.Add(MemoryClass.Compute, GpuComputeBytes());
        if (loads.Count > 0)
            _gpus[^1].Add(MemoryClass.Compute, _heads.ComputeBytes());
        var counts = Settings.TensorSplit.Count > 0
            ? LayerSplit.DivideByShares(loads.Count, [.. _gpus.Select((_, gpu) => Settings.TensorSplit.ElementAtOrDefault(gpu))])
            : LayerSplit.Divide([.. loads.Select(load => load.DeviceBytes)], [.. _gpus.Select(gpu => gpu.SpareBytes)]);
        var next = 0;
        for (var i = 0; i < _gpus.Length; i++)
        {
            for (var end = next + counts[i]; next < end; next++)
            {
                _gpus[i].CountLayer();
                _gpus[i].Add(loads[next].Device);
            }
        }
    }

    private long GpuComputeBytes() => _buffers.TrunkBytes + (HoldsAllOnGpus
        ? InputCopies
        // Large steps over weights in main memory are computed on the GPU, which takes in one matrix at a time.
        : _model.Weights(Settings.UseMtp).LargestExpertBytes);

    private bool HoldsAllOnGpus => _gpus.Length > 0 && FirstGpuLayer == 0 && Settings.CpuExpertLayers == 0;

    // Several GPUs that hold everything work on several steps at once, each with its own input.
    private long InputCopies => HoldsAllOnGpus && _gpus.Length > 1 ? (StepsAtOnce - 1) * _buffers.InputBytes : 0;

    private void PlaceBuffers()
    {
        _main.Add(MemoryClass.Embeddings, _model.Weights(Settings.UseMtp).InputBytes);
        _main.Add(MemoryClass.Mtp, _model.SeparateHeads(Settings.UseMtp)?.InputBytes ?? 0);
        _main.Add(MemoryClass.Outputs, (long)_context.OutputRows * _model.Header.Vocabulary.TokenCount * sizeof(float));
        _main.Add(MemoryClass.Outputs, _heads.OutputBytes(_context));
        _main.Add(MemoryClass.Bookkeeping, Bookkeeping.MeasureBytes(_model, _context, _heads));
        _main.Add(MemoryClass.Runtime, RuntimeBytes);
        var feedsGpu = _buffers.InputBytes + _buffers.HiddenBytes + InputCopies;
        var computesItself = _machine.Devices.Count == 0 || (_gpus.Length > 0 && !HoldsAllOnGpus);
        _main.Add(MemoryClass.Compute, computesItself ? _buffers.TrunkBytes + _buffers.RoutingBytes : feedsGpu);
        // On a machine whose memory is shared, the GPU's own buffers lie there too.
        _main.Add(MemoryClass.Compute, _gpus.Length == 0 && !computesItself ? _buffers.TrunkBytes : 0);
        _main.Add(MemoryClass.Compute, FirstGpuLayer == _loads.Count ? _heads.ComputeBytes() : 0);
    }

    // Caches take what is left, up to what was asked; only a few checkpoints are worth giving up other things for.
    private void PlaceCaches()
    {
        var checkpoint = _model.Header.Layers.Where(layer => layer is { IsSlidingWindow: true, IsMtp: false }).Sum(_context.KvBytes);
        var needed = Math.Min(Settings.CheckpointBytes, NeededCheckpoints * checkpoint);
        var checkpoints = Math.Clamp(_main.SpareBytes, needed, Math.Max(needed, Settings.CheckpointBytes));
        _main.Add(MemoryClass.Checkpoints, checkpoints);
        var store = Math.Clamp(_main.SpareBytes, 0, Settings.PrefixStoreBytes);
        _main.Add(MemoryClass.PrefixStore, store);
        Settings = Settings with { CheckpointBytes = checkpoints, PrefixStoreBytes = store };
    }
}
