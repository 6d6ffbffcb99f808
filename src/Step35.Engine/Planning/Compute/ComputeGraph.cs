namespace Step35.Engine.Planning.Compute;

/// <summary>The tensors of one decode step in the order in which they are computed, to learn how much memory they need at once.</summary>
/// <remarks>
/// A tensor lives from where it is computed to its last use. Only what takes memory is noted: views and steps that always work
/// in place of their input are left out.
/// </remarks>
internal sealed class ComputeGraph
{
    private enum Kind
    {
        Input,
        Fresh,
        InPlace,
    }

    private readonly record struct Node(Kind Kind, long Bytes, int[] Sources);

    private readonly List<Node> _nodes = [];
    private readonly HashSet<int> _kept = [];

    /// <summary>Adds a tensor that is filled before the step; one that nothing uses takes no memory, unless it is kept.</summary>
    /// <returns>The tensor, to be named as a source.</returns>
    public int Input(long bytes) => Add(new Node(Kind.Input, bytes, []));

    /// <summary>Adds a tensor with memory of its own.</summary>
    public int Fresh(long bytes, params ReadOnlySpan<int> sources) => Add(new Node(Kind.Fresh, bytes, sources.ToArray()));

    /// <summary>Adds a tensor that takes the place of the first source of its size that nothing else uses any more.</summary>
    public int InPlace(long bytes, params ReadOnlySpan<int> sources) => Add(new Node(Kind.InPlace, bytes, sources.ToArray()));

    /// <summary>Keeps a tensor to the end of the step, since it is read from outside.</summary>
    public int Keep(int tensor)
    {
        _kept.Add(tensor);
        return tensor;
    }

    /// <summary>Counts the tensors that are filled before the step.</summary>
    public long CountInputs()
    {
        var uses = CountUses();
        return Enumerable.Range(0, _nodes.Count)
            .Where(i => _nodes[i].Kind == Kind.Input && (uses[i] > 0 || _kept.Contains(i)))
            .Sum(i => GraphMemory.Align(_nodes[i].Bytes));
    }

    /// <summary>Runs through the step and measures the buffer that it needs.</summary>
    public long MeasureBytes()
    {
        var memory = new GraphMemory();
        var uses = CountUses();
        var places = new long?[_nodes.Count];
        for (var i = 0; i < _nodes.Count; i++)
        {
            if (_nodes[i].Kind == Kind.Input && (uses[i] > 0 || _kept.Contains(i)))
                places[i] = memory.Take(_nodes[i].Bytes);
        }

        for (var i = 0; i < _nodes.Count; i++)
        {
            if (_nodes[i].Kind != Kind.Input)
                Run(i, memory, uses, places);
        }

        return memory.PeakBytes;
    }

    private void Run(int index, GraphMemory memory, int[] uses, long?[] places)
    {
        var node = _nodes[index];
        int? heir = node.Kind == Kind.InPlace ? node.Sources.Where(CanReplace).Cast<int?>().FirstOrDefault() : null;
        if (heir is { } replaced)
            (places[index], places[replaced]) = (places[replaced], null);
        else if (node.Bytes > 0)
            places[index] = memory.Take(node.Bytes);

        foreach (var source in node.Sources)
        {
            if (--uses[source] == 0 && places[source] is { } place && !_kept.Contains(source))
            {
                memory.Return(place, _nodes[source].Bytes);
                places[source] = null;
            }
        }

        bool CanReplace(int source) =>
            uses[source] == 1 && places[source] is not null && !_kept.Contains(source) && _nodes[source].Bytes == node.Bytes;
    }

    private int[] CountUses()
    {
        var uses = new int[_nodes.Count];
        foreach (var source in _nodes.SelectMany(node => node.Sources))
            uses[source]++;
        return uses;
    }

    private int Add(Node node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }
}
