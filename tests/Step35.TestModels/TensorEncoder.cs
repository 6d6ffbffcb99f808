using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Step35.Engine.Gguf;

namespace Step35.TestModels;

/// <summary>Stores floats the way a tensor type does.</summary>
public static class TensorEncoder
{
    private const int BlockLength = 32;

    public static byte[] Encode(GgmlType type, float[] elements) => type switch
    {
        GgmlType.F32 => MemoryMarshal.AsBytes(elements.AsSpan()).ToArray(),
        GgmlType.F16 => MemoryMarshal.AsBytes(Array.ConvertAll(elements, element => (Half)element).AsSpan()).ToArray(),
        GgmlType.Q8_0 => [.. elements.Chunk(BlockLength).SelectMany(EncodeBlock)],
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Write F32, F16 or Q8_0."),
    };

    private static byte[] EncodeBlock(float[] block)
    {
        var scale = block.Max(Math.Abs) / sbyte.MaxValue;
        var bytes = new byte[2 + BlockLength];
        BinaryPrimitives.WriteHalfLittleEndian(bytes, (Half)scale);
        for (var i = 0; i < BlockLength; i++)
            bytes[2 + i] = (byte)(sbyte)(scale == 0 ? 0 : MathF.Round(block[i] / scale));
        return bytes;
    }
}
