namespace Step35.Engine.Caching;

/// <summary>The checkpoints of one prefix, ascending by length.</summary>
/// <remarks>Holds its checkpoints' states. They are valid only over the very tokens that they were taken on.</remarks>
internal sealed class CheckpointList
{
    private readonly List<Checkpoint> _items = [];

    public IReadOnlyList<Checkpoint> Items => _items;

    /// <summary>Gets the length of the last checkpoint; 0 when there is none.</summary>
    public int LastLength => _items.Count == 0 ? 0 : _items[^1].Length;

    public bool Contains(int length) => FindAtMost(length)?.Length == length;

    public void Add(Checkpoint checkpoint)
    {
        var index = _items.FindLastIndex(item => item.Length < checkpoint.Length) + 1;
        _items.Insert(index, checkpoint);
    }

    /// <summary>Finds the longest checkpoint that is not longer than so many tokens.</summary>
    public Checkpoint? FindAtMost(int length)
    {
        for (var index = _items.Count - 1; index >= 0; index--)
            if (_items[index].Length <= length)
                return _items[index];
        return null;
    }

    public void DropBeyond(int length)
    {
        for (var index = _items.Count - 1; index >= 0 && _items[index].Length > length; index--)
            RemoveAt(index);
    }

    public void Clear() => DropBeyond(-1);

    public void RemoveAt(int index)
    {
        _items[index].State.Release();
        _items.RemoveAt(index);
    }

    /// <summary>Takes over the checkpoints of another list that are not longer than so many tokens; both hold them then.</summary>
    public void ShareFrom(CheckpointList other, int length)
    {
        foreach (var item in other._items.TakeWhile(item => item.Length <= length))
            _items.Add(item with { State = item.State.Hold() });
    }

    /// <summary>Finds the checkpoint whose loss costs the least reading: the one that follows closest on another.</summary>
    public (int Index, int TokensLost) FindCheapest()
    {
        var (cheapest, least) = (-1, int.MaxValue);
        for (var index = 0; index < _items.Count; index++)
        {
            var gap = _items[index].Length - (index == 0 ? 0 : _items[index - 1].Length);
            if (gap < least)
                (cheapest, least) = (index, gap);
        }

        return (cheapest, least);
    }
}
