using System.Globalization;
using Step35.Engine.Gguf;

namespace Step35.TestModels;

/// <summary>The dimensions of Step-3.5-Flash as its Q4_K_S file has them, for files that hold no weights.</summary>
public static class FlashModel
{
    private const int VocabularySize = 128_896;

    /// <summary>Gets the file of 754 tensors in twelve shards, without MTP layers.</summary>
    public static TestModelShape TrunkOnly { get; } = new()
    {
        Kind = Step35ModelKind.TrunkOnly,
        TypeOf = TypeInQ4KS,
        IsSparse = true,
        Shards = 12,
        HiddenLength = 4096,
        TrunkLayers = 45,
        MtpLayers = 0,
        DenseLayers = 3,
        DenseLength = 11_264,
        Experts = 288,
        UsedExperts = 8,
        ExpertLength = 1280,
        HeadLength = 128,
        FullHeads = 64,
        SlidingHeads = 96,
        KeyValueHeads = 8,
        SlidingWindow = 512,
        ContextLength = 262_144,
        PaddingTokens = VocabularySize - TestVocabulary.Tokens(0).Count,
    };

    /// <summary>Gets the file with its three MTP layers, which share the model's embeddings and output head.</summary>
    public static TestModelShape WithMtp { get; } = TrunkOnly with { Kind = Step35ModelKind.WithMtp, MtpLayers = 3 };

    // The mixture named Q4_K_S: 4 bits, more where errors cost most.
    private static GgmlType TypeInQ4KS(string name) => name switch
    {
        "output.weight" => GgmlType.Q6_K,
        _ when name.Contains(".attn_v.", StringComparison.Ordinal) && LayerOf(name) < 4 => GgmlType.Q5_K,
        _ when name.Contains(".ffn_down", StringComparison.Ordinal) && LayerOf(name) < 45 / 8 => GgmlType.Q5_K,
        _ => GgmlType.Q4_K,
    };

    private static int LayerOf(string name) => int.Parse(name.Split('.')[1], CultureInfo.InvariantCulture);
}
