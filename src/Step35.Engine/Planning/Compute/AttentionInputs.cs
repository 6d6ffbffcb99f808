using Step35.Engine.Gguf;

namespace Step35.Engine.Planning.Compute;

/// <summary>What all layers of one kind of attention share: the mask, where keys and values go, and the rotations of quantized caches.</summary>
internal sealed class AttentionInputs
{
    private const int IndexBytes = 8;

    /// <summary>The head length that the core's rotation of quantized keys and values needs a multiple of.</summary>
    private const int RotationLength = 64;

    public AttentionInputs(ComputeGraph graph, Step35ModelHeader header, GraphShape shape, bool isSliding)
    {
        Cells = isSliding ? shape.SlidingCells : shape.FullCells;
        var widest = header.Layers.Max(layer => layer.KeyValueHeads) * header.ValueLength;
        KeyRotation = Rotation(graph, shape.KeyType, header.KeyLength, header.KeyLength & -header.KeyLength);
        ValueRotation = Rotation(graph, shape.ValueType, header.ValueLength, RotationLength);
        KeyIndices = graph.Input(shape.Tokens * IndexBytes);
        ValueIndices = graph.Input((long)shape.Tokens * IndexBytes * (shape.FlashAttention ? 1 : widest));
        Mask = graph.Input((long)Cells * shape.Tokens * (shape.FlashAttention ? sizeof(short) : sizeof(float)));
    }

    public int Cells { get; }

    public int KeyIndices { get; }

    public int ValueIndices { get; }

    public int Mask { get; }

    /// <summary>Gets the matrix that keys and queries are turned with; null when the cache is not quantized.</summary>
    public int? KeyRotation { get; }

    public int? ValueRotation { get; }

    private static int? Rotation(ComputeGraph graph, KvCacheType type, int headLength, int side) =>
        type.IsQuantized() && headLength % RotationLength == 0 ? graph.Input((long)side * side * sizeof(float)) : null;
}
