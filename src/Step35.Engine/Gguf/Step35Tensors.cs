namespace Step35.Engine.Gguf;

/// <summary>Checks the tensors of a model against its header, the way llama.cpp's loader and graph use them.</summary>
internal static class Step35Tensors
{
    public static Step35ModelKind FindKind(GgufFile file, int trunkLayers, int mtpLayers)
    {
        if (mtpLayers > 0 && !file.TryGetTensor("blk.0.attn_norm.weight", out _))
            return Step35ModelKind.MtpOnly;
        return mtpLayers > 0 && file.TryGetTensor($"blk.{trunkLayers}.nextn.eh_proj.weight", out _)
            ? Step35ModelKind.WithMtp
            : Step35ModelKind.TrunkOnly;
    }

    public static bool HasExperts(GgufFile file, int layer) => file.TryGetTensor($"blk.{layer}.ffn_gate_inp.weight", out _);

    public static void Check(GgufFile file, Step35ModelHeader header)
    {
        var tensors = new TensorChecklist(file);
        CheckEnds(tensors, header);
        foreach (var layer in header.Layers.Where(layer => layer.IsMtp ? header.MtpLayerCount > 0 : header.Kind != Step35ModelKind.MtpOnly))
        {
            CheckLayer(tensors, header, layer);
            if (layer.IsMtp)
                CheckMtp(tensors, header, layer);
        }

        tensors.RequireNoOthers();
    }

    private static void CheckEnds(TensorChecklist tensors, Step35ModelHeader header)
    {
        tensors.Matrix("token_embd.weight", header.EmbeddingLength, header.Vocabulary.TokenCount);
        tensors.Vector("output_norm.weight", header.EmbeddingLength);
        if (header.Kind == Step35ModelKind.MtpOnly)
            tensors.OptionalWeight("output.weight", header.EmbeddingLength, header.Vocabulary.TokenCount);
        else
            tensors.Weight("output.weight", header.EmbeddingLength, header.Vocabulary.TokenCount);
        var rotated = header.Layers.Where(layer => !layer.IsMtp)
            .Max(layer => layer.IsSlidingWindow ? header.Rope.SlidingDimensions : header.Rope.FullDimensions);
        tensors.OptionalVector("rope_freqs.weight", rotated / 2);
    }

    private static void CheckLayer(TensorChecklist tensors, Step35ModelHeader header, Step35Layer layer)
    {
        var block = $"blk.{layer.Index}.";
        long hidden = header.EmbeddingLength;
        tensors.Vector(block + "attn_norm.weight", hidden);
        tensors.OptionalVector(block + "attn_q_norm.weight", header.KeyLength);
        tensors.OptionalVector(block + "attn_k_norm.weight", header.KeyLength);
        tensors.Weight(block + "attn_q.weight", hidden, (long)header.KeyLength * layer.QueryHeads);
        tensors.Weight(block + "attn_k.weight", hidden, (long)header.KeyLength * layer.KeyValueHeads);
        tensors.Weight(block + "attn_v.weight", hidden, (long)header.ValueLength * layer.KeyValueHeads);
        tensors.Weight(block + "attn_output.weight", (long)header.ValueLength * layer.QueryHeads, hidden);
        tensors.OptionalWeight(block + "attn_gate.weight", hidden, layer.QueryHeads);
        tensors.Vector(block + "ffn_norm.weight", hidden);
        if (layer.HasExperts)
            CheckExperts(tensors, block, hidden, header.Experts);
        else
            CheckDense(tensors, block, hidden, header.FeedForwardLength);
    }

    private static void CheckExperts(TensorChecklist tensors, string block, long hidden, Step35Experts experts)
    {
        tensors.Matrix(block + "ffn_gate_inp.weight", hidden, experts.Count);
        tensors.OptionalVector(block + "exp_probs_b.bias", experts.Count);
        tensors.Weight(block + "ffn_gate_exps.weight", hidden, experts.FeedForwardLength, experts.Count);
        tensors.Weight(block + "ffn_up_exps.weight", hidden, experts.FeedForwardLength, experts.Count);
        tensors.Weight(block + "ffn_down_exps.weight", experts.FeedForwardLength, hidden, experts.Count);
        tensors.Weight(block + "ffn_gate_shexp.weight", hidden, experts.SharedFeedForwardLength);
        tensors.Weight(block + "ffn_up_shexp.weight", hidden, experts.SharedFeedForwardLength);
        tensors.Weight(block + "ffn_down_shexp.weight", experts.SharedFeedForwardLength, hidden);
    }

    private static void CheckDense(TensorChecklist tensors, string block, long hidden, long inner)
    {
        tensors.Weight(block + "ffn_gate.weight", hidden, inner);
        tensors.Weight(block + "ffn_up.weight", hidden, inner);
        tensors.Weight(block + "ffn_down.weight", inner, hidden);
    }

    private static void CheckMtp(TensorChecklist tensors, Step35ModelHeader header, Step35Layer layer)
    {
        var block = $"blk.{layer.Index}.nextn.";
        long hidden = header.EmbeddingLength;
        tensors.Weight(block + "eh_proj.weight", 2 * hidden, hidden);
        tensors.Vector(block + "enorm.weight", hidden);
        tensors.Vector(block + "hnorm.weight", hidden);
        tensors.OptionalVector(block + "shared_head_norm.weight", hidden);
        tensors.OptionalMatrix(block + "embed_tokens.weight", hidden, header.Vocabulary.TokenCount);
        var ownHead = block + "shared_head_head.weight";
        if (tensors.Has(ownHead) || !tensors.Has("output.weight"))
            tensors.Weight(ownHead, hidden, header.Vocabulary.TokenCount);
    }
}
