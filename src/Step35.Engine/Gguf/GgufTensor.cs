namespace Step35.Engine.Gguf;

/// <summary>Where one tensor stands in a model file and what it holds.</summary>
/// <param name="Name">The name, for example <c>blk.0.attn_q.weight</c>.</param>
/// <param name="Shape">The lengths of its dimensions, the contiguous one first, without trailing ones.</param>
/// <param name="Type">How its elements are stored.</param>
/// <param name="Offset">The position of its first byte in its shard.</param>
/// <param name="ByteCount">How many bytes it takes.</param>
/// <param name="ShardIndex">The shard that holds it, counted from zero.</param>
public sealed record GgufTensor(
    string Name, IReadOnlyList<long> Shape, GgmlType Type, long Offset, long ByteCount, int ShardIndex);
