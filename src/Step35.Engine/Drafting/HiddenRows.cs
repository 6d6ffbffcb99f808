namespace Step35.Engine.Drafting;

/// <summary>The model's hidden rows of one sequence's last tokens: all that the heads' keys and values are computed from.</summary>
/// <remarks>A ring; what the heads' window has left behind is overwritten. Belongs to the scheduler's thread.</remarks>
/// <param name="width">The floats of a row.</param>
/// <param name="window">How many rows are needed to go on.</param>
/// <param name="slack">How many are kept before these, so that the sequence can be cut back.</param>
internal sealed class HiddenRows(int width, int window, int slack)
{
    private readonly int _capacity = window + slack;
    private float[] _ring = [];

    /// <summary>Gets the position of the first row.</summary>
    public int First { get; private set; }

    /// <summary>Gets the position after the last row.</summary>
    public int End { get; private set; }

    /// <summary>Gets what a copy takes.</summary>
    public long StateBytes => HiddenRowsCopy.MeasureBytes((End - FirstNeeded) * width);

    private int FirstNeeded => Math.Max(First, End - window);

    /// <summary>Gets the row of a token.</summary>
    public ReadOnlySpan<float> this[int position] => Slot(position);

    /// <summary>Adds the row of a token; rows that do not lead up to it are of no use any more.</summary>
    public void Add(int position, ReadOnlySpan<float> row)
    {
        if (_ring.Length == 0)
            _ring = GC.AllocateUninitializedArray<float>(width * _capacity);
        if (position != End)
            First = position;
        End = position + 1;
        First = Math.Max(First, End - _capacity);
        row.CopyTo(Slot(position));
    }

    /// <summary>Drops the rows of all tokens but so many first ones.</summary>
    public void Truncate(int length)
    {
        End = Math.Min(End, length);
        First = Math.Min(First, End);
    }

    /// <summary>Copies the rows that are needed to go on.</summary>
    public HiddenRowsCopy Copy()
    {
        var first = FirstNeeded;
        var values = new float[(End - first) * width];
        for (var position = first; position < End; position++)
            Slot(position).CopyTo(values.AsSpan((position - first) * width));
        return new HiddenRowsCopy(first, values);
    }

    public void Restore(HiddenRowsCopy copy)
    {
        Truncate(0);
        for (var index = 0; index < copy.Values.Length / width; index++)
            Add(copy.First + index, copy.Values.AsSpan(index * width, width));
    }

    private Span<float> Slot(int position) => _ring.AsSpan(position % _capacity * width, width);
}
