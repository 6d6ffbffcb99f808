using Step35.Engine.Gguf;
using Step35.TestModels;

namespace Step35.Bench.Model;

/// <summary>Writes step35-bench: random weights in the proportions of Step-3.5-Flash, with all of its experts.</summary>
/// <remarks>
/// Widths are an eighth of the original's: hidden 4096, dense 11264, expert 1280, heads 64 and 96. Depths are a fifth: 45 layers, 3 of
/// them dense. The number of experts, of those used and of MTP layers, the window and the pattern of attention are the original's own.
/// </remarks>
internal static class BenchModel
{
    public const string Name = "step35-bench";

    // Embeddings this large keep each token's own direction in the residual stream: greedy answers vary, and few choices are near-ties.
    private const float EmbeddingScale = 256;

    /// <summary>Writes the model, the same bytes for the same seed.</summary>
    public static void Write(string path, int seed)
    {
        var writer = TestModelWriter.Create(Shape(seed));
        writer.Set("general.name", GgufValues.Of(Name));
        SyntheticVocabulary.ReplacePadding(writer);
        ScaleEmbeddings(writer);
        // Whoever interrupts the writing must not find half a model next time.
        var unfinished = path + ".part";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        writer.Write(unfinished);
        File.Move(unfinished, path, overwrite: true);
    }

    private static TestModelShape Shape(int seed) => new()
    {
        Seed = seed,
        WeightType = GgmlType.Q8_0,
        HiddenLength = 512,
        TrunkLayers = 9,
        MtpLayers = 3,
        DenseLayers = 1,
        DenseLength = 1408,
        Experts = 288,
        UsedExperts = 8,
        ExpertLength = 160,
        HeadLength = 64,
        FullHeads = 16,
        SlidingHeads = 24,
        KeyValueHeads = 2,
        SlidingWindow = 512,
        ContextLength = 8192,
        PaddingTokens = SyntheticVocabulary.Count,
    };

    private static void ScaleEmbeddings(GgufWriter writer)
    {
        var index = writer.Tensors.ToList().FindIndex(tensor => tensor.Name == "token_embd.weight");
        var small = writer.Tensors[index];
        writer.Tensors[index] = small with { Elements = () => Array.ConvertAll(small.Elements(), element => element * EmbeddingScale) };
    }
}
