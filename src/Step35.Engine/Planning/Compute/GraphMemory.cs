namespace Step35.Engine.Planning.Compute;

/// <summary>Lays the tensors of a graph into one buffer, as ggml's allocator does, to learn how long the buffer gets.</summary>
/// <remarks>
/// The rule is best fit: the smallest gap that is large enough, else the open end.
/// Invariant: the gaps are in order of their offsets, no two touch, and the last one has no end.
/// </remarks>
internal sealed class GraphMemory
{
    /// <summary>The multiple at which the CPU's buffers start a tensor.</summary>
    private const long Alignment = 32;

    private readonly List<(long Start, long End)> _gaps = [(0, long.MaxValue)];

    /// <summary>Gets the length that the buffer has reached.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Takes room for a tensor.</summary>
    /// <returns>Where it starts.</returns>
    public long Take(long bytes)
    {
        bytes = Align(bytes);
        var index = FindGap(bytes);
        var (start, end) = _gaps[index];
        if (start + bytes == end)
            _gaps.RemoveAt(index);
        else
            _gaps[index] = (start + bytes, end);
        PeakBytes = Math.Max(PeakBytes, start + bytes);
        return start;
    }

    /// <summary>Gives the room of a tensor back.</summary>
    public void Return(long start, long bytes)
    {
        var end = start + Align(bytes);
        var index = _gaps.FindIndex(gap => gap.Start >= end);
        if (_gaps[index].Start == end)
        {
            end = _gaps[index].End;
            _gaps.RemoveAt(index);
        }

        if (index > 0 && _gaps[index - 1].End == start)
            _gaps[index - 1] = (_gaps[index - 1].Start, end);
        else
            _gaps.Insert(index, (start, end));
    }

    public static long Align(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;

    private int FindGap(long bytes)
    {
        var best = _gaps.Count - 1;
        for (var i = 0; i < _gaps.Count - 1; i++)
        {
            var length = _gaps[i].End - _gaps[i].Start;
            if (length >= bytes && length <= _gaps[best].End - _gaps[best].Start)
                best = i;
        }

        return best;
    }
}
