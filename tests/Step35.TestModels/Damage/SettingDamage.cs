using Step35.Engine.Gguf;

namespace Step35.TestModels.Damage;

/// <summary>Settings that are missing, of another type, absurd, or that contradict each other.</summary>
internal static class SettingDamage
{
    private const string PatternKey = "step35.attention.sliding_window_pattern";

    private static readonly (string Key, uint[] Absurd)[] Numbers =
    [
        ("step35.block_count", [0, 2, 4, 513, 1u << 31, uint.MaxValue]),
        ("step35.context_length", [0, 15, uint.MaxValue]),
        ("step35.embedding_length", [0, 31, 33, uint.MaxValue]),
        ("step35.feed_forward_length", [0, 64, uint.MaxValue]),
        ("step35.attention.key_length", [0, 1, 6, 16, uint.MaxValue]),
        ("step35.attention.value_length", [0, 16, uint.MaxValue]),
        ("step35.attention.sliding_window", [0, 4097, uint.MaxValue]),
        ("step35.expert_count", [0, 1, 3, 1025, uint.MaxValue]),
        ("step35.expert_used_count", [0, 5, uint.MaxValue]),
        ("step35.expert_feed_forward_length", [0, 64, uint.MaxValue]),
        ("step35.expert_shared_feed_forward_length", [0, 64, uint.MaxValue]),
        ("tokenizer.ggml.bos_token_id", [295, 1u << 31, uint.MaxValue]),
        ("tokenizer.ggml.eos_token_id", [295, 1u << 31, uint.MaxValue]),
    ];

    private static readonly (string Key, uint[] Absurd)[] OptionalNumbers =
    [
        ("step35.nextn_predict_layers", [0, 2, 3, 4, uint.MaxValue]),
        ("step35.rope.dimension_count", [0, 2, 6, 16, uint.MaxValue]),
        ("step35.rope.dimension_count_swa", [0, 3, 16]),
        ("step35.embedding_length_out", [64]),
        ("step35.attention.key_length_swa", [16]),
        ("step35.attention.value_length_swa", [16]),
        ("step35.pooling_type", [1, 4]),
        ("step35.expert_group_count", [2, uint.MaxValue]),
        ("step35.expert_gating_func", [1, 3, 99]),
        ("general.alignment", [0, 1, 3, 16, 48, 1u << 31]),
    ];

    private static readonly (string Key, float[] Absurd)[] Floats =
    [
        ("step35.attention.layer_norm_rms_epsilon", [float.NaN, -1, float.PositiveInfinity, 2]),
        ("step35.rope.freq_base", [float.NaN, 0, -1, float.PositiveInfinity]),
        ("step35.rope.freq_base_swa", [float.NaN, 0, float.NegativeInfinity]),
        ("step35.expert_weights_scale", [float.NaN, -1]),
        ("step35.rope.scaling.factor", [float.NaN, -1]),
        ("step35.swiglu_clamp_exp", [float.NaN, -7]),
    ];

    private static readonly string[] Architectures = ["llama", "step3", "STEP35", string.Empty, "step35\0"];

    public static IEnumerable<DamagedFile> List() =>
    [
        .. Missing(), .. OfAnotherType(), .. Absurd(), .. PerLayer(), .. Texts(),
        Twice("step35.block_count"), Twice("general.architecture"), Twice("tokenizer.ggml.tokens"),
        DamagedFiles.Change("empty key", writer => writer.Add(string.Empty, GgufValues.Of(1u))),
        DamagedFiles.Change("key with a zero byte", writer => writer.Add("step35.block_count\0", GgufValues.Of(1u))),
    ];

    private static IEnumerable<DamagedFile> Missing() =>
        Numbers.Select(number => number.Key)
            .Append("general.architecture").Append("step35.attention.head_count").Append("step35.attention.head_count_kv")
            .Append(PatternKey).Append("step35.attention.layer_norm_rms_epsilon")
            .Select(key => DamagedFiles.Change($"{key} missing", writer => Remove(writer, key)));

    private static IEnumerable<DamagedFile> OfAnotherType() =>
        Numbers.Concat(OptionalNumbers).Select(number => number.Key).SelectMany(key => new[]
        {
            DamagedFiles.Change($"{key} as a text", writer => writer.Set(key, GgufValues.Of("8"))),
            DamagedFiles.Change($"{key} as a signed number", writer => writer.Set(key, GgufValues.Of(8))),
        });

    private static IEnumerable<DamagedFile> Absurd() =>
    [
        .. from number in Numbers.Concat(OptionalNumbers)
           from value in number.Absurd
           select DamagedFiles.Change($"{number.Key} = {value}", writer => writer.Set(number.Key, GgufValues.Of(value))),
        .. from number in Floats
           from value in number.Absurd
           select DamagedFiles.Change($"{number.Key} = {value}", writer => writer.Set(number.Key, GgufValues.Of(value))),
    ];

    private static IEnumerable<DamagedFile> PerLayer() =>
    [
        Array("step35.attention.head_count", 4, 6),
        Array("step35.attention.head_count", 4, 6, 6, 6),
        Array("step35.attention.head_count", 0, 6, 6),
        Array("step35.attention.head_count", -4, 6, 6),
        Array("step35.attention.head_count", 4, 4, 6),
        Array("step35.attention.head_count_kv", 0, 2, 2),
        Array("step35.attention.head_count_kv", 3, 2, 2),
        Array("step35.attention.head_count_kv", 2, 2),
        Array("step35.expert_used_count", 0, 2, 2),
        Array("step35.expert_used_count", 2, 2, 5),
        Array("step35.feed_forward_length", 32, 64, 32),
        Array(PatternKey, 0, 1),
        Array("step35.swiglu_clamp_exp", 0, 7, 0),
        DamagedFiles.Change("pattern as one number", writer => writer.Set(PatternKey, GgufValues.Of(4u))),
        DamagedFiles.Change("pattern without a sliding layer", writer => writer.Set(PatternKey, GgufValues.OfArray(new bool[3]))),
        DamagedFiles.Change("window of 2^31 tokens in a context as long", writer =>
        {
            writer.Set("step35.context_length", GgufValues.Of((uint)int.MaxValue));
            writer.Set("step35.attention.sliding_window", GgufValues.Of((uint)int.MaxValue));
        }),
        DamagedFiles.Change("pattern of 600 layers", writer => writer.Set(PatternKey, GgufValues.OfArray(new bool[600]))),
    ];

    private static IEnumerable<DamagedFile> Texts() =>
    [
        .. Architectures.Select(name =>
            DamagedFiles.Change($"architecture '{name.TrimEnd('\0')}' of {name.Length}", writer =>
                writer.Set("general.architecture", GgufValues.Of(name)))),
        DamagedFiles.Change("unknown rope scaling", writer => writer.Set("step35.rope.scaling.type", GgufValues.Of("spiral"))),
        DamagedFiles.Change("no causal attention", writer => writer.Set("step35.attention.causal", GgufValues.Of(false))),
        DamagedFiles.Change("classifier", writer => writer.Set("step35.classifier.output_labels", GgufValues.OfStrings(["yes"]))),
        DamagedFiles.Change("name as a number", writer => writer.Set("general.name", GgufValues.Of(1u))),
        DamagedFiles.Change("alignment as a text", writer => writer.Set("general.alignment", GgufValues.Of("32"))),
    ];

    private static DamagedFile Array(string key, params int[] numbers) =>
        DamagedFiles.Change($"{key} = [{string.Join(", ", numbers)}]", writer => writer.Set(key, GgufValues.OfArray(numbers)));

    private static DamagedFile Twice(string key) => DamagedFiles.Change($"{key} twice", writer => writer.Add(key, Find(writer, key)));

    private static GgufValue Find(GgufWriter writer, string key) => writer.Metadata.First(pair => pair.Key == key).Value;

    private static void Remove(GgufWriter writer, string key) => writer.Metadata.Remove(writer.Metadata.First(pair => pair.Key == key));
}
