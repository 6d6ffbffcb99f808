namespace Step35.Engine.Planning;

/// <summary>Adds up what goes into one device's memory.</summary>
internal sealed class MemoryLedger(string name, long freeBytes)
{
    private readonly SortedDictionary<MemoryClass, long> _bytes = [];
    private int _layers;

    public long SpareBytes => ToPlan().SpareBytes;

    public void Add(MemoryClass use, long bytes)
    {
        if (bytes > 0)
            _bytes[use] = _bytes.GetValueOrDefault(use) + bytes;
    }

    public void Add(IEnumerable<KeyValuePair<MemoryClass, long>> parts)
    {
        foreach (var (use, bytes) in parts)
            Add(use, bytes);
    }

    public void CountLayer() => _layers++;

    public DevicePlan ToPlan() => new() { Name = name, FreeBytes = freeBytes, Bytes = _bytes.ToDictionary(), Layers = _layers };
}
