namespace Step35.Engine.Caching;

/// <summary>Saved conversations in host memory, within a budget of bytes; the one that was used longest ago goes first.</summary>
/// <remarks>Belongs to the scheduler's thread.</remarks>
internal sealed class PrefixStore(long budgetBytes)
{
    private readonly List<SavedPrefix> _prefixes = [];

    /// <summary>Gets the meter of the states in this store.</summary>
    public MemoryMeter Meter { get; } = new();

    /// <summary>Gets the saved conversations, the one used last at the end.</summary>
    public IReadOnlyList<SavedPrefix> Prefixes => _prefixes;

    public long BudgetBytes => budgetBytes;

    /// <summary>Keeps a conversation, in the place of those that it continues, and of the oldest ones where room is short.</summary>
    public void Add(SavedPrefix prefix)
    {
        for (var index = _prefixes.Count - 1; index >= 0; index--)
            if (prefix.MeasureCommon(_prefixes[index].Computed) == _prefixes[index].Length)
                RemoveAt(index);
        _prefixes.Add(prefix);
        while (Meter.Bytes > budgetBytes && _prefixes.Count > 1)
            RemoveAt(0);
    }

    /// <summary>Gives a conversation out; the states are the caller's to let go.</summary>
    public void Take(SavedPrefix prefix) => _prefixes.Remove(prefix);

    public void Clear()
    {
        while (_prefixes.Count > 0)
            RemoveAt(_prefixes.Count - 1);
    }

    private void RemoveAt(int index)
    {
        _prefixes[index].Release();
        _prefixes.RemoveAt(index);
    }
}
