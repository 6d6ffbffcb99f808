namespace Step35.Engine.Caching;

/// <summary>Keeps the checkpoints of all prefixes within a budget of bytes.</summary>
/// <remarks>Belongs to the scheduler's thread. A state that several prefixes hold counts once.</remarks>
internal sealed class CheckpointBudget(long budgetBytes)
{
    private readonly HashSet<SharedState> _counted = [];
    private long _bytes;

    public long BudgetBytes => budgetBytes;

    /// <summary>Gets what the checkpoints took when they were last counted; safe to read on any thread.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Drops the checkpoints whose loss costs the least reading until the others fit.</summary>
    public void Trim(IEnumerable<KnownPrefix> prefixes)
    {
        while (Count(prefixes) > budgetBytes && FindCheapest(prefixes) is { } found)
            found.List.RemoveAt(found.Index);
    }

    private long Count(IEnumerable<KnownPrefix> prefixes)
    {
        _counted.Clear();
        var bytes = 0L;
        foreach (var prefix in prefixes)
            foreach (var checkpoint in prefix.Checkpoints.Items)
                bytes += _counted.Add(checkpoint.State) ? checkpoint.State.ByteCount : 0;
        _counted.Clear();
        Interlocked.Exchange(ref _bytes, bytes);
        return bytes;
    }

    private static (CheckpointList List, int Index)? FindCheapest(IEnumerable<KnownPrefix> prefixes)
    {
        (CheckpointList List, int Index)? found = null;
        var least = int.MaxValue;
        foreach (var prefix in prefixes)
        {
            var (index, tokensLost) = prefix.Checkpoints.FindCheapest();
            if (tokensLost < least)
                (found, least) = ((prefix.Checkpoints, index), tokensLost);
        }

        return found;
    }
}
