using System.Runtime.InteropServices;

namespace Step35.Engine.Drafting;

/// <summary>The last few numbers.</summary>
/// <param name="capacity">How many; a dozen or so, for they are sorted on the stack.</param>
internal sealed class RecentNumbers(int capacity)
{
    private readonly List<double> _numbers = new(capacity);
    private double? _median;

    /// <summary>Gets a value indicating whether there are as many numbers as it keeps.</summary>
    public bool IsFull => Count == capacity;

    public int Count => _numbers.Count;

    /// <summary>Gets the median: what one of them was held up by does not count.</summary>
    // Numbers come in every step, but few of their medians are asked for.
    public double Median => _median ??= FindMedian();

    /// <summary>Gets the mean: what is rare but dear counts, too.</summary>
    public double Mean => Count == 0 ? 0 : _numbers.Average();

    public void Add(double number)
    {
        if (IsFull)
            _numbers.RemoveAt(0);
        _numbers.Add(number);
        _median = null;
    }

    public void Clear()
    {
        _numbers.Clear();
        _median = null;
    }

    private double FindMedian()
    {
        if (Count == 0)
            return 0;
        Span<double> sorted = stackalloc double[Count];
        CollectionsMarshal.AsSpan(_numbers).CopyTo(sorted);
        sorted.Sort();
        return (sorted[(Count - 1) / 2] + sorted[Count / 2]) / 2;
    }
}
