using System.Runtime.InteropServices;

namespace Step35.Engine.Drafting;

/// <summary>Hidden rows as they were at some moment.</summary>
/// <param name="First">The position of the first row.</param>
/// <param name="Values">The rows one after the other.</param>
internal sealed record HiddenRowsCopy(int First, float[] Values)
{
    private const int HeaderBytes = 2 * sizeof(int);

    public static HiddenRowsCopy None { get; } = new(0, []);

    public long ByteCount => MeasureBytes(Values.Length);

    public static long MeasureBytes(int values) => HeaderBytes + ((long)values * sizeof(float));

    public void CopyTo(Stream destination)
    {
        destination.Write(MemoryMarshal.AsBytes([First, Values.Length]));
        destination.Write(MemoryMarshal.AsBytes(Values.AsSpan()));
    }

    /// <summary>Reads rows that <see cref="CopyTo"/> wrote.</summary>
    /// <param name="source">Where they stand.</param>
    /// <param name="maxBytes">The most bytes that can be theirs.</param>
    /// <exception cref="EndOfStreamException">They end too soon, or would be longer than that.</exception>
    public static HiddenRowsCopy Read(Stream source, long maxBytes)
    {
        Span<int> header = stackalloc int[2];
        source.ReadExactly(MemoryMarshal.AsBytes(header));
        if (header[0] < 0 || header[1] < 0 || MeasureBytes(header[1]) > maxBytes)
            throw new EndOfStreamException();
        var values = new float[header[1]];
        source.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return new HiddenRowsCopy(header[0], values);
    }
}
