namespace Step35.Engine.Gguf;

/// <summary>What the header of one file says.</summary>
internal sealed record ShardContent(
    GgufShard Shard, int Version, GgufMetadata Metadata, IReadOnlyList<GgufTensor> Tensors, int Alignment);
