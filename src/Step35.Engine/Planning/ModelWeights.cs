using System.Globalization;
using Step35.Engine.Gguf;
using Step35.Engine.Planning.Compute;

namespace Step35.Engine.Planning;

/// <summary>All weights of a model file by layer and class, read from its headers.</summary>
internal sealed class ModelWeights
{
    private const string LayerPrefix = "blk.";
    private const string Embeddings = "token_embd.weight";

    // What the core reads of MTP layers even when it is told to leave them out: it takes whatever the graph could do without.
    private static readonly string[] AlwaysLoaded =
    [
        "attn_q_norm", "attn_k_norm", "attn_gate", "ffn_gate", "ffn_up", "ffn_down", "exp_probs_b",
        "nextn.embed_tokens", "nextn.shared_head_head", "nextn.shared_head_norm",
    ];

    private ModelWeights(IReadOnlyList<LayerWeights> layers, long inputBytes, long outputBytes, long largestExpertBytes)
    {
        Layers = layers;
        InputBytes = inputBytes;
        OutputBytes = outputBytes;
        LargestExpertBytes = largestExpertBytes;
    }

    public IReadOnlyList<LayerWeights> Layers { get; }

    /// <summary>Gets what stays in main memory: the token embeddings.</summary>
    public long InputBytes { get; }

    /// <summary>Gets what goes to the device of the last layer: the output head and its norm.</summary>
    public long OutputBytes { get; }

    /// <summary>Gets the largest matrix of routed experts, which a GPU takes in when it computes for main memory.</summary>
    public long LargestExpertBytes { get; }

    public long TotalBytes => InputBytes + OutputBytes + Layers.Sum(layer => layer.TotalBytes);

    /// <param name="file">The file.</param>
    /// <param name="header">What it describes.</param>
    /// <param name="useMtp">Whether the layers that draft tokens are loaded.</param>
    public static ModelWeights Read(GgufFile file, Step35ModelHeader header, bool useMtp)
    {
        var byLayer = file.Tensors
            .Where(tensor => useMtp || !IsLeftOut(header, tensor.Name))
            .ToLookup(tensor => LayerOf(tensor.Name));
        var layers = header.Layers
            .Where(layer => byLayer[layer.Index].Any())
            .Select(layer => new LayerWeights(layer, Sum(byLayer[layer.Index], layer)))
            .ToList();
        var ends = byLayer[null].ToLookup(tensor => tensor.Name == Embeddings, BufferBytes);
        var largest = file.Tensors.Where(tensor => IsRouted(tensor.Name)).Max(tensor => (long?)tensor.ByteCount) ?? 0;
        return new ModelWeights(layers, ends[true].Sum(), ends[false].Sum(), largest);
    }

    private static bool IsLeftOut(Step35ModelHeader header, string name) =>
        LayerOf(name) >= header.TrunkLayerCount
        && !AlwaysLoaded.Any(part => PartOf(name).StartsWith(part, StringComparison.Ordinal) && PartOf(name) != "ffn_norm.weight");

    private static Dictionary<MemoryClass, long> Sum(IEnumerable<GgufTensor> tensors, Step35Layer layer) => tensors
        .GroupBy(tensor => layer.IsMtp ? MemoryClass.Mtp : Classify(PartOf(tensor.Name)), BufferBytes)
        .ToDictionary(group => group.Key, group => group.Sum());

    private static long BufferBytes(GgufTensor tensor) => GraphMemory.Align(tensor.ByteCount);

    private static MemoryClass Classify(string part) => part switch
    {
        _ when IsRouted(part) => MemoryClass.RoutedExperts,
        _ when part.Contains("_shexp.", StringComparison.Ordinal) || part.StartsWith("ffn_gate_inp", StringComparison.Ordinal)
            || part.StartsWith("exp_probs", StringComparison.Ordinal) => MemoryClass.SharedExperts,
        _ when part.StartsWith("ffn_", StringComparison.Ordinal) && part != "ffn_norm.weight" => MemoryClass.Dense,
        _ => MemoryClass.Attention,
    };

    private static bool IsRouted(string name) => name.Contains("_exps.", StringComparison.Ordinal);

    private static int? LayerOf(string name) => name.StartsWith(LayerPrefix, StringComparison.Ordinal)
        ? int.Parse(name.AsSpan(LayerPrefix.Length, name.IndexOf('.', LayerPrefix.Length) - LayerPrefix.Length), CultureInfo.InvariantCulture)
        : null;

    private static string PartOf(string name) => name[(name.IndexOf('.', LayerPrefix.Length) + 1)..];
}
