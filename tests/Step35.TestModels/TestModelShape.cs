using Step35.Engine.Gguf;

namespace Step35.TestModels;

/// <summary>The dimensions of a random-weight model; the defaults make a few hundred kilobytes.</summary>
public sealed record TestModelShape
{
    public Step35ModelKind Kind { get; init; } = Step35ModelKind.WithMtp;

    public int Seed { get; init; } = 1;

    /// <summary>Gets the type of all matrices but the router; rows, biases and the router are F32.</summary>
    public GgmlType WeightType { get; init; } = GgmlType.F32;

    /// <summary>Gets the type of each matrix by its name, for files whose types differ; they can be written without weights only.</summary>
    public Func<string, GgmlType>? TypeOf { get; init; }

    /// <summary>Gets a value indicating whether to write a file of the right length without weights.</summary>
    public bool IsSparse { get; init; }

    /// <summary>Gets how many files to write.</summary>
    public int Shards { get; init; } = 1;

    public int HiddenLength { get; init; } = 64;

    public int TrunkLayers { get; init; } = 5;

    /// <summary>Gets how many MTP layers the metadata declares; a trunk-only file may declare some that it does not hold.</summary>
    public int MtpLayers { get; init; } = 3;

    /// <summary>Gets how many layers at the front have a dense feed-forward part; MTP layers always have one.</summary>
    public int DenseLayers { get; init; } = 1;

    public int DenseLength { get; init; } = 128;

    public int Experts { get; init; } = 8;

    public int UsedExperts { get; init; } = 2;

    public int ExpertLength { get; init; } = 32;

    public int HeadLength { get; init; } = 16;

    public int FullHeads { get; init; } = 4;

    public int SlidingHeads { get; init; } = 6;

    public int KeyValueHeads { get; init; } = 2;

    public int SlidingWindow { get; init; } = 16;

    /// <summary>Gets the distance between layers with full attention, the first of which is layer 0.</summary>
    public int FullAttentionEvery { get; init; } = 4;

    public int ContextLength { get; init; } = 4096;

    /// <summary>Gets whether to write rotary frequency factors, as files of the original model have.</summary>
    public bool HasRopeFactors { get; init; } = true;

    /// <summary>Gets whether each MTP layer has its own output head and embeddings.</summary>
    public bool HasOwnMtpHeads { get; init; }

    /// <summary>Gets how many unused tokens pad the vocabulary, for models that are measured at its full size.</summary>
    public int PaddingTokens { get; init; }

    internal int Layers => TrunkLayers + MtpLayers;

    internal bool IsMtp(int layer) => layer >= TrunkLayers;

    internal bool IsSliding(int layer) => IsMtp(layer) || layer % FullAttentionEvery != 0;

    internal bool HasExperts(int layer) => !IsMtp(layer) && layer >= DenseLayers;

    internal int Heads(int layer) => IsSliding(layer) ? SlidingHeads : FullHeads;

    internal bool Holds(int layer) =>
        IsMtp(layer) ? Kind != Step35ModelKind.TrunkOnly : Kind != Step35ModelKind.MtpOnly;
}
