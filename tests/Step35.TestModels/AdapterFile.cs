using Step35.Engine.Gguf;

namespace Step35.TestModels;

/// <summary>Writes a low-rank adapter for a model: it changes what the first layer's attention gives.</summary>
public static class AdapterFile
{
    private const string Changed = "blk.0.attn_output.weight";
    private const int Rank = 4;

    /// <returns>The path.</returns>
    public static string Write(string path, string modelPath)
    {
        GgufFile.Open(modelPath).TryGetTensor(Changed, out var tensor);
        var writer = new GgufWriter();
        writer.Add("general.type", GgufValues.Of("adapter"));
        writer.Add("general.architecture", GgufValues.Of("step35"));
        writer.Add("adapter.type", GgufValues.Of("lora"));
        writer.Add("adapter.lora.alpha", GgufValues.Of((float)Rank));
        writer.Tensors.Add(Factor("lora_a", tensor!.Shape[0], Rank));
        writer.Tensors.Add(Factor("lora_b", Rank, tensor.Shape[1]));
        writer.Write(path);
        return path;
    }

    private static TensorSource Factor(string suffix, params long[] lengths) => new(
        $"{Changed}.{suffix}", GgmlType.F32, lengths, () => [.. Enumerable.Range(0, (int)(lengths[0] * lengths[1])).Select(i => MathF.Sin(i))]);
}
