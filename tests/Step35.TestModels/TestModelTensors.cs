using Step35.Engine.Gguf;

namespace Step35.TestModels;

/// <summary>Lists the tensors of a random-weight model, each with its own seed so that none depends on the others.</summary>
internal sealed class TestModelTensors(TestModelShape shape, int vocabulary)
{
    private readonly List<TensorSource> _tensors = [];

    public IReadOnlyList<TensorSource> List()
    {
        Matrix("token_embd.weight", shape.HiddenLength, vocabulary);
        Row("output_norm.weight", shape.HiddenLength);
        if (shape.Kind != Step35ModelKind.MtpOnly || !shape.HasOwnMtpHeads)
            Matrix("output.weight", shape.HiddenLength, vocabulary);
        if (shape.HasRopeFactors)
            Row("rope_freqs.weight", RotatedPairs());
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            if (shape.Holds(layer))
                AddLayer(layer);
        }

        return _tensors;
    }

    // Layers with full attention rotate half as many dimensions; the factors cover the widest layer.
    private int RotatedPairs() =>
        Enumerable.Range(0, shape.TrunkLayers).Any(shape.IsSliding) ? shape.HeadLength / 2 : shape.HeadLength / 4;

    private void AddLayer(int layer)
    {
        var block = $"blk.{layer}.";
        var queryLength = shape.Heads(layer) * shape.HeadLength;
        var keyLength = shape.KeyValueHeads * shape.HeadLength;
        Row(block + "attn_norm.weight", shape.HiddenLength);
        Row(block + "ffn_norm.weight", shape.HiddenLength);
        Matrix(block + "attn_q.weight", shape.HiddenLength, queryLength);
        Matrix(block + "attn_k.weight", shape.HiddenLength, keyLength);
        Matrix(block + "attn_v.weight", shape.HiddenLength, keyLength);
        Matrix(block + "attn_output.weight", queryLength, shape.HiddenLength);
        Matrix(block + "attn_gate.weight", shape.HiddenLength, shape.Heads(layer));
        Row(block + "attn_q_norm.weight", shape.HeadLength);
        Row(block + "attn_k_norm.weight", shape.HeadLength);
        if (shape.HasExperts(layer))
            AddExperts(block);
        else
            AddFeedForward(block, string.Empty, shape.DenseLength);
        if (shape.IsMtp(layer))
            AddMtp(block + "nextn.");
    }

    private void AddExperts(string block)
    {
        Add(block + "ffn_gate_inp.weight", GgmlType.F32, 0, shape.HiddenLength, shape.Experts);
        Add(block + "exp_probs_b.bias", GgmlType.F32, 0, shape.Experts);
        AddFeedForward(block, "_exps", shape.ExpertLength, shape.Experts);
        AddFeedForward(block, "_shexp", shape.ExpertLength);
    }

    private void AddFeedForward(string block, string suffix, int inner, params long[] experts)
    {
        Matrix($"{block}ffn_gate{suffix}.weight", [shape.HiddenLength, inner, .. experts]);
        Matrix($"{block}ffn_up{suffix}.weight", [shape.HiddenLength, inner, .. experts]);
        Matrix($"{block}ffn_down{suffix}.weight", [inner, shape.HiddenLength, .. experts]);
    }

    private void AddMtp(string block)
    {
        Matrix(block + "eh_proj.weight", 2 * shape.HiddenLength, shape.HiddenLength);
        Row(block + "enorm.weight", shape.HiddenLength);
        Row(block + "hnorm.weight", shape.HiddenLength);
        Row(block + "shared_head_norm.weight", shape.HiddenLength);
        if (!shape.HasOwnMtpHeads)
            return;
        Matrix(block + "shared_head_head.weight", shape.HiddenLength, vocabulary);
        Matrix(block + "embed_tokens.weight", shape.HiddenLength, vocabulary);
    }

    private void Row(string name, long length) => Add(name, GgmlType.F32, 1, length);

    private void Matrix(string name, params long[] lengths) => Add(name, shape.TypeOf?.Invoke(name) ?? shape.WeightType, 0, lengths);

    /// <summary>Adds random elements around a center, scaled so that activations keep their size.</summary>
    private void Add(string name, GgmlType type, float center, params long[] lengths)
    {
        var seed = HashCode(shape.Seed, name);
        var count = lengths.Aggregate(1L, (product, length) => product * length);
        var spread = lengths.Length == 1 ? 0.1f : 1.7f / MathF.Sqrt(lengths[0]);
        _tensors.Add(new TensorSource(name, type, lengths, () =>
        {
            var random = new Random(seed);
            var elements = new float[count];
            for (var i = 0; i < elements.Length; i++)
                elements[i] = center + ((random.NextSingle() * 2) - 1) * spread;
            return elements;
        }));
    }

    // string.GetHashCode differs between runs; models must not.
    private static int HashCode(int seed, string name) =>
        name.Aggregate(seed * 16_777_619, (hash, character) => unchecked((hash ^ character) * 16_777_619)) & int.MaxValue;
}
