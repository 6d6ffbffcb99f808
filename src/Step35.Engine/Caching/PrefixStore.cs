using Step35.Engine.Tokenization;

namespace Step35.Engine.Caching;

/// <summary>Saved conversations in host memory, within a budget of bytes; the one that was used longest ago goes first.</summary>
/// <remarks>Belongs to the scheduler's thread.</remarks>
internal sealed class PrefixStore(long budgetBytes)
{
    private readonly List<SavedPrefix> _prefixes = [];
    private long _bytes;

    public long BudgetBytes => budgetBytes;

    /// <summary>Gets what the states of the conversations here take; safe to read on any thread.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Gets the saved conversations, the one used last at the end.</summary>
    public IReadOnlyList<SavedPrefix> Prefixes => _prefixes;

    /// <summary>Makes room for a conversation: those that it continues go, then the oldest ones.</summary>
    /// <returns>False when it is larger than the budget; nothing has gone then.</returns>
    public bool TryMakeRoom(ReadOnlySpan<TokenId> tokens, long byteCount)
    {
        if (byteCount > budgetBytes)
            return false;
        for (var index = _prefixes.Count - 1; index >= 0; index--)
            if (_prefixes[index].MeasureCommon(tokens) == _prefixes[index].Length)
                RemoveAt(index);
        while (Bytes > budgetBytes - byteCount)
            RemoveAt(0);
        return true;
    }

    /// <summary>Keeps a conversation for which there is room.</summary>
    public void Add(SavedPrefix prefix)
    {
        _prefixes.Add(prefix);
        Interlocked.Add(ref _bytes, prefix.State.ByteCount);
    }

    /// <summary>Gives a conversation out; the states are the caller's to let go.</summary>
    public void Take(SavedPrefix prefix)
    {
        _prefixes.Remove(prefix);
        Interlocked.Add(ref _bytes, -prefix.State.ByteCount);
    }

    public void Clear()
    {
        while (_prefixes.Count > 0)
            RemoveAt(_prefixes.Count - 1);
    }

    private void RemoveAt(int index)
    {
        var prefix = _prefixes[index];
        Take(prefix);
        prefix.Release();
    }
}
