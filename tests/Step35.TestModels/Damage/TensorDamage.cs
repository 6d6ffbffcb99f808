using Step35.Engine.Gguf;

namespace Step35.TestModels.Damage;

/// <summary>Tensors that are missing, misshapen, of a type that native code aborts on, or too many.</summary>
internal static class TensorDamage
{
    private static readonly string[] Required =
    [
        "token_embd.weight", "output_norm.weight", "output.weight",
        "blk.0.attn_norm.weight", "blk.0.attn_q.weight", "blk.0.attn_k.weight", "blk.0.attn_v.weight", "blk.0.attn_output.weight",
        "blk.0.ffn_norm.weight", "blk.0.ffn_gate.weight", "blk.0.ffn_up.weight", "blk.0.ffn_down.weight",
        "blk.1.ffn_gate_inp.weight", "blk.1.ffn_gate_exps.weight", "blk.1.ffn_up_exps.weight", "blk.1.ffn_down_exps.weight",
        "blk.1.ffn_gate_shexp.weight", "blk.1.ffn_up_shexp.weight", "blk.1.ffn_down_shexp.weight",
        "blk.2.attn_norm.weight", "blk.2.attn_q.weight", "blk.2.ffn_up.weight",
        "blk.2.nextn.eh_proj.weight", "blk.2.nextn.enorm.weight", "blk.2.nextn.hnorm.weight",
    ];

    private static readonly string[] Optional =
    [
        "rope_freqs.weight", "blk.0.attn_gate.weight", "blk.0.attn_q_norm.weight", "blk.0.attn_k_norm.weight",
        "blk.1.exp_probs_b.bias", "blk.2.nextn.shared_head_norm.weight",
    ];

    private static readonly string[] Rows =
    [
        "output_norm.weight", "rope_freqs.weight", "blk.0.attn_norm.weight", "blk.0.attn_q_norm.weight", "blk.1.exp_probs_b.bias",
        "blk.2.nextn.enorm.weight",
    ];

    public static IEnumerable<DamagedFile> List() =>
    [
        .. Required.Select(name => DamagedFiles.Change($"{name} missing", writer => writer.Tensors.RemoveAt(IndexOf(writer, name)))),
        .. Required.Concat(Optional).Select(name => Replace($"{name} with a row too many", name, Lengthen)),
        .. Rows.Select(name => Replace($"{name} in F16", name, tensor => tensor with { Type = GgmlType.F16 })),
        DamagedFiles.Change("tensor twice", writer => writer.Tensors.Add(writer.Tensors[3])),
        Extra("tensor of no model", "vision.patch.weight"),
        Extra("tensor of a layer too many", "blk.3.attn_norm.weight"),
        Extra("tensor without a name", string.Empty),
        Extra("tensor with a zero byte in its name", "blk.0\0.weight"),
        Extra("tensor with a name of 64 bytes", new string('n', 64)),
        DamagedFiles.Change("all tensors left out", writer => writer.Tensors.Clear()),
    ];

    private static DamagedFile Extra(string what, string name) => DamagedFiles.Change(
        what, writer => writer.Tensors.Add(new TensorSource(name, GgmlType.F32, [32], () => new float[32])));

    private static DamagedFile Replace(string what, string name, Func<TensorSource, TensorSource> change) =>
        DamagedFiles.Change(what, writer =>
        {
            var index = IndexOf(writer, name);
            writer.Tensors[index] = change(writer.Tensors[index]);
        });

    private static TensorSource Lengthen(TensorSource tensor)
    {
        long[] shape = [.. tensor.Shape.SkipLast(1), tensor.Shape[^1] + 1];
        var count = shape.Aggregate(1L, (product, length) => product * length);
        return tensor with { Shape = shape, Elements = () => new float[count] };
    }

    private static int IndexOf(GgufWriter writer, string name) =>
        writer.Tensors.IndexOf(writer.Tensors.First(tensor => tensor.Name == name));
}
