namespace Step35.Engine.Drafting;

/// <summary>The median of the last few numbers: what one of them was held up by does not count.</summary>
internal sealed class RunningMedian(int capacity)
{
    private readonly List<double> _numbers = new(capacity);
    private double? _median;

    /// <summary>Gets a value indicating whether there are as many numbers as it keeps.</summary>
    public bool IsFull => Count == capacity;

    public int Count => _numbers.Count;

    // Numbers come in every step, but few of their medians are asked for.
    public double Value => _median ??= FindMedian();

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
        var sorted = _numbers.Order().ToList();
        return (sorted[(Count - 1) / 2] + sorted[Count / 2]) / 2;
    }
}
