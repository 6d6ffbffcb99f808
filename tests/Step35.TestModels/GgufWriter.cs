using System.Text;
using Step35.Engine.Gguf;

namespace Step35.TestModels;

/// <summary>Writes model files: metadata in the order it was added, then tensors, every byte determined by the input.</summary>
public sealed class GgufWriter
{
    private const uint Magic = 0x46554747;

    private readonly List<KeyValuePair<string, GgufValue>> _metadata = [];
    private readonly List<TensorSource> _tensors = [];

    /// <summary>Gets the version to claim.</summary>
    public uint Version { get; init; } = 3;

    /// <summary>Gets the multiple at which tensors start; written to the metadata unless it is the format's default.</summary>
    public int Alignment { get; init; } = 32;

    /// <summary>Gets a value indicating whether files are as long as they should be but hold no weights; they take no room on the disk.</summary>
    public bool IsSparse { get; init; }

    public IList<TensorSource> Tensors => _tensors;

    public IList<KeyValuePair<string, GgufValue>> Metadata => _metadata;

    public void Add(string key, GgufValue value) => _metadata.Add(new(key, value));

    public void Set(string key, GgufValue value)
    {
        var index = _metadata.FindIndex(pair => pair.Key == key);
        if (index < 0)
            Add(key, value);
        else
            _metadata[index] = new(key, value);
    }

    public void Write(string path) => WriteFile(path, _metadata, _tensors);

    /// <summary>Writes several files as llama.cpp splits a model: all metadata in the first, tensors spread evenly.</summary>
    /// <returns>The paths of the files, the first one in front.</returns>
    public IReadOnlyList<string> WriteSplit(string prefix, int count)
    {
        var paths = new string[count];
        for (var i = 0; i < count; i++)
        {
            paths[i] = $"{prefix}-{i + 1:D5}-of-{count:D5}.gguf";
            List<KeyValuePair<string, GgufValue>> metadata = i == 0 ? [.. _metadata] : [];
            metadata.Add(new("split.no", GgufValues.Of((ushort)i)));
            metadata.Add(new("split.count", GgufValues.Of((ushort)count)));
            metadata.Add(new("split.tensors.count", GgufValues.Of(_tensors.Count)));
            WriteFile(paths[i], metadata, _tensors[(_tensors.Count * i / count)..(_tensors.Count * (i + 1) / count)]);
        }

        return paths;
    }

    private void WriteFile(string path, List<KeyValuePair<string, GgufValue>> metadata, List<TensorSource> tensors)
    {
        using var writer = new BinaryWriter(File.Create(path), Encoding.UTF8);
        if (Alignment != 32)
            metadata = [.. metadata, new("general.alignment", GgufValues.Of((uint)Alignment))];
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write((ulong)tensors.Count);
        writer.Write((ulong)metadata.Count);
        foreach (var (key, value) in metadata)
        {
            WriteText(writer, Encoding.UTF8.GetBytes(key));
            writer.Write((uint)value.Type);
            WriteValue(writer, value);
        }

        WriteTensors(writer, tensors);
    }

    private void WriteTensors(BinaryWriter writer, List<TensorSource> tensors)
    {
        var offset = 0L;
        foreach (var tensor in tensors)
        {
            WriteText(writer, Encoding.UTF8.GetBytes(tensor.Name));
            writer.Write((uint)tensor.Shape.Count);
            foreach (var length in tensor.Shape)
                writer.Write(length);
            writer.Write((uint)tensor.Type);
            writer.Write(offset);
            offset += Padded(CountBytes(tensor));
        }

        if (IsSparse)
        {
            Pad(writer);
            writer.BaseStream.SetLength(writer.BaseStream.Position + offset);
            return;
        }

        foreach (var tensor in tensors)
        {
            Pad(writer);
            writer.Write(TensorEncoder.Encode(tensor.Type, tensor.Elements()));
        }

        Pad(writer);
    }

    private static void WriteValue(BinaryWriter writer, GgufValue value)
    {
        switch (value.Data)
        {
            case byte number: writer.Write(number); break;
            case sbyte number: writer.Write(number); break;
            case ushort number: writer.Write(number); break;
            case short number: writer.Write(number); break;
            case uint number: writer.Write(number); break;
            case int number: writer.Write(number); break;
            case float number: writer.Write(number); break;
            case bool bit: writer.Write(bit); break;
            case ulong number: writer.Write(number); break;
            case long number: writer.Write(number); break;
            case double number: writer.Write(number); break;
            case string text: WriteText(writer, Encoding.UTF8.GetBytes(text)); break;
            default: WriteArray(writer, value); break;
        }
    }

    private static void WriteArray(BinaryWriter writer, GgufValue value)
    {
        writer.Write((uint)value.ElementType!);
        writer.Write((ulong)value.Count);
        if (value.TryGet<GgufStringArray>(out var texts))
        {
            for (var i = 0; i < texts.Count; i++)
                WriteText(writer, texts.GetUtf8(i));
            return;
        }

        var elements = (Array)value.Data;
        var bytes = new byte[Buffer.ByteLength(elements)];
        Buffer.BlockCopy(elements, 0, bytes, 0, bytes.Length);
        writer.Write(bytes);
    }

    private static void WriteText(BinaryWriter writer, ReadOnlySpan<byte> utf8)
    {
        writer.Write((ulong)utf8.Length);
        writer.Write(utf8);
    }

    private static long CountBytes(TensorSource tensor)
    {
        GgmlTypeLayout.TryGet(tensor.Type, out var layout);
        return tensor.Shape.Aggregate(1L, (product, length) => product * length) / layout.BlockLength * layout.BlockBytes;
    }

    private long Padded(long position) => (position + Alignment - 1) / Alignment * Alignment;

    private void Pad(BinaryWriter writer)
    {
        writer.Flush();
        var position = writer.BaseStream.Position;
        writer.Write(new byte[Padded(position) - position]);
    }
}
