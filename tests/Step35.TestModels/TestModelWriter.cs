namespace Step35.TestModels;

/// <summary>Writes small random-weight models with the architecture of Step-3.5, the same bytes for the same shape.</summary>
public static class TestModelWriter
{
    /// <summary>Writes a model.</summary>
    /// <param name="shape">What to write.</param>
    /// <param name="path">The file, ending in <c>.gguf</c>; a split model's files take their names from it.</param>
    /// <returns>The path to open: the file, or the first one of a split model.</returns>
    public static string Write(TestModelShape shape, string path)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(path);
        var writer = Create(shape);
        if (shape.Shards > 1)
            return writer.WriteSplit(Path.ChangeExtension(path, null), shape.Shards)[0];
        writer.Write(path);
        return path;
    }

    /// <summary>Prepares a model without writing it, for tests that change a part first.</summary>
    public static GgufWriter Create(TestModelShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var writer = new GgufWriter { IsSparse = shape.IsSparse };
        AddHyperparameters(writer, shape);
        TestVocabulary.AddTo(writer, shape.PaddingTokens);
        var tensors = new TestModelTensors(shape, TestVocabulary.Tokens(shape.PaddingTokens).Count);
        foreach (var tensor in tensors.List())
            writer.Tensors.Add(tensor);
        return writer;
    }

    private static void AddHyperparameters(GgufWriter writer, TestModelShape shape)
    {
        var layers = Enumerable.Range(0, shape.Layers).ToArray();
        writer.Add("general.architecture", GgufValues.Of("step35"));
        writer.Add("general.name", GgufValues.Of("step35-test"));
        writer.Add("step35.block_count", GgufValues.Of((uint)shape.Layers));
        writer.Add("step35.context_length", GgufValues.Of((uint)shape.ContextLength));
        writer.Add("step35.embedding_length", GgufValues.Of((uint)shape.HiddenLength));
        writer.Add("step35.feed_forward_length", GgufValues.Of((uint)shape.DenseLength));
        writer.Add("step35.attention.head_count", GgufValues.OfArray(Array.ConvertAll(layers, shape.Heads)));
        writer.Add("step35.attention.head_count_kv", GgufValues.OfArray(Array.ConvertAll(layers, _ => shape.KeyValueHeads)));
        writer.Add("step35.attention.key_length", GgufValues.Of((uint)shape.HeadLength));
        writer.Add("step35.attention.value_length", GgufValues.Of((uint)shape.HeadLength));
        writer.Add("step35.attention.layer_norm_rms_epsilon", GgufValues.Of(1e-5f));
        writer.Add("step35.attention.sliding_window", GgufValues.Of((uint)shape.SlidingWindow));
        writer.Add("step35.attention.sliding_window_pattern", GgufValues.OfArray(Array.ConvertAll(layers, shape.IsSliding)));
        writer.Add("step35.rope.dimension_count", GgufValues.Of((uint)shape.HeadLength));
        writer.Add("step35.rope.freq_base", GgufValues.Of(5e6f));
        writer.Add("step35.rope.freq_base_swa", GgufValues.Of(1e4f));
        writer.Add("step35.expert_count", GgufValues.Of((uint)shape.Experts));
        writer.Add("step35.expert_used_count", GgufValues.Of((uint)shape.UsedExperts));
        writer.Add("step35.expert_feed_forward_length", GgufValues.Of((uint)shape.ExpertLength));
        writer.Add("step35.expert_shared_feed_forward_length", GgufValues.Of((uint)shape.ExpertLength));
        writer.Add("step35.expert_weights_scale", GgufValues.Of(2f));
        writer.Add("step35.expert_weights_norm", GgufValues.Of(true));
        writer.Add("step35.leading_dense_block_count", GgufValues.Of((uint)shape.DenseLayers));
        writer.Add("step35.swiglu_clamp_exp", GgufValues.OfArray(Array.ConvertAll(layers, layer => Clamp(shape, layer, 7))));
        writer.Add("step35.swiglu_clamp_shexp", GgufValues.OfArray(Array.ConvertAll(layers, layer => Clamp(shape, layer, 16))));
        if (shape.MtpLayers > 0)
            writer.Add("step35.nextn_predict_layers", GgufValues.Of((uint)shape.MtpLayers));
    }

    // The original model clamps the last two layers of its trunk.
    private static float Clamp(TestModelShape shape, int layer, float limit) =>
        !shape.IsMtp(layer) && layer >= shape.TrunkLayers - 2 ? limit : 0;
}
