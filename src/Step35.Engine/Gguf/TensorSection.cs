using System.Text;

namespace Step35.Engine.Gguf;

/// <summary>Reads the tensor section of a header and proves that the data section is what it says.</summary>
/// <remarks>The rules are those of ggml: each tensor starts where the one before it ends, padded to the alignment.</remarks>
internal static class TensorSection
{
    private const int MaxTensors = 16_384;
    private const int MaxNameBytes = 63;
    private const int MaxDimensions = 4;

    /// <summary>A name of one byte with its length, one dimension, a type and an offset.</summary>
    private const int MinimumEntryBytes = 33;

    private readonly record struct Entry(string Name, long[] Shape, GgmlType Type, ulong Offset);

    public static (IReadOnlyList<GgufTensor> Tensors, long DataOffset) Read(HeaderStream header, ulong count, long alignment, int shard)
    {
        if (count > MaxTensors || (long)count > (header.Length - header.Position) / MinimumEntryBytes)
            throw header.Fail($"the header claims {count:N0} tensors; it is damaged or cut off, download it again.");

        var entries = new Entry[(int)count];
        var names = new HashSet<string>(entries.Length, StringComparer.Ordinal);
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = ReadEntry(header, i);
            if (!names.Add(entries[i].Name))
                throw header.Fail($"the tensor '{entries[i].Name}' stands twice; the file is damaged, download it again.");
        }

        return Place(header, entries, alignment, shard);
    }

    private static Entry ReadEntry(HeaderStream header, int index)
    {
        var name = header.ReadString($"the name of tensor {index}");
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(name) > MaxNameBytes)
            throw header.Fail($"the name of tensor {index} is not between 1 and {MaxNameBytes} bytes of text; "
                + "the file is damaged, download it again.");
        return new Entry(name, ReadShape(header, name), (GgmlType)header.ReadUInt32(), header.ReadUInt64());
    }

    private static long[] ReadShape(HeaderStream header, string name)
    {
        var dimensions = header.ReadUInt32();
        if (dimensions is 0 or > MaxDimensions)
            throw header.Fail($"the tensor '{name}' has {dimensions} dimensions instead of 1 to {MaxDimensions}; "
                + "the file is damaged, download it again.");

        var shape = new long[dimensions];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = (long)header.ReadUInt64();
            if (shape[i] <= 0)
                throw header.Fail($"the tensor '{name}' has the dimension {shape[i]}; the file is damaged, download it again.");
        }

        return shape;
    }

    private static (IReadOnlyList<GgufTensor> Tensors, long DataOffset) Place(
        HeaderStream header, Entry[] entries, long alignment, int shard)
    {
        var start = Align(header.Position, alignment);
        var tensors = new GgufTensor[entries.Length];
        var (next, end) = (0L, 0L);
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i];
            if (entry.Offset != (ulong)next)
                throw header.Fail($"the data of tensor '{entry.Name}' starts at {entry.Offset:N0} instead of {next:N0}; "
                    + "the file is damaged, download it again.");
            var bytes = CountBytes(header, entry);
            end = Sum(header, next, bytes);
            next = Align(end, alignment);
            tensors[i] = new GgufTensor(entry.Name, TrimOnes(entry.Shape), entry.Type, Sum(header, start, entry.Offset), bytes, shard);
        }

        var missing = start + end - header.Length;
        return missing <= 0 || entries.Length == 0
            ? (tensors, start)
            : throw header.Fail($"the file is cut off, {missing:N0} bytes are missing; download it again.");
    }

    private static long CountBytes(HeaderStream header, Entry entry)
    {
        if (!GgmlTypeLayout.TryGet(entry.Type, out var layout))
            throw header.Fail($"the tensor '{entry.Name}' has the type {(uint)entry.Type}, which llama.cpp 0.5.0 does not read; "
                + "use another file of the model.");
        if (entry.Shape[0] % layout.BlockLength != 0)
            throw header.Fail($"the rows of tensor '{entry.Name}' have {entry.Shape[0]:N0} elements, no multiple of the "
                + $"{layout.BlockLength} that {entry.Type} packs together; convert the model again.");

        var elements = entry.Shape.Aggregate((Int128)1, (product, length) => Int128.Min(product * length, long.MaxValue));
        var bytes = elements / layout.BlockLength * layout.BlockBytes;
        return elements < long.MaxValue && bytes < long.MaxValue ? (long)bytes : throw Overflow(header, entry.Name);
    }

    private static long Sum(HeaderStream header, long start, ulong length) => Sum(header, start, (long)length);

    private static long Sum(HeaderStream header, long start, long length) =>
        start <= long.MaxValue / 2 - length ? start + length : throw Overflow(header, "the last one");

    private static GgufException Overflow(HeaderStream header, string name) =>
        header.Fail($"the tensor '{name}' would be larger than any file; the file is damaged, download it again.");

    private static long Align(long position, long alignment) => (position + alignment - 1) / alignment * alignment;

    private static long[] TrimOnes(long[] shape)
    {
        var length = shape.Length;
        while (length > 1 && shape[length - 1] == 1)
            length--;
        return shape[..length];
    }
}
