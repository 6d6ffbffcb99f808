using System.Globalization;
using Step35.Engine.Gguf;

namespace Step35.Cli.Inspecting;

/// <summary>Tells the class of a tensor by its name.</summary>
internal static class TensorClasses
{
    private const string Block = "blk.";

    public static TensorClass Of(GgufTensor tensor, int trunkLayers)
    {
        var name = tensor.Name;
        if (!name.StartsWith(Block, StringComparison.Ordinal))
            return OfEnd(name);
        if (LayerOf(name) >= trunkLayers)
            return TensorClass.Mtp;
        return name switch
        {
            _ when Has(name, "_exps.") => TensorClass.RoutedExperts,
            _ when Has(name, "_shexp.") => TensorClass.SharedExperts,
            _ when Has(name, "ffn_gate_inp.") || Has(name, "exp_probs_b.") => TensorClass.Router,
            _ when Has(name, ".attn_") => TensorClass.Attention,
            _ => TensorClass.DenseFeedForward,
        };
    }

    private static TensorClass OfEnd(string name) => name switch
    {
        _ when name.StartsWith("output", StringComparison.Ordinal) => TensorClass.Output,
        "rope_freqs.weight" => TensorClass.Attention,
        _ => TensorClass.Embeddings,
    };

    private static int LayerOf(string name) =>
        int.Parse(name.AsSpan(Block.Length, name.IndexOf('.', Block.Length) - Block.Length), CultureInfo.InvariantCulture);

    private static bool Has(string name, string part) => name.Contains(part, StringComparison.Ordinal);
}
