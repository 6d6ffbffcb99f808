using System.Collections.Frozen;

namespace Step35.Engine.Gguf;

/// <summary>Optional keys that llama.cpp reads for any model and refuses when they have another type.</summary>
internal static class LoaderKeys
{
    private static readonly FrozenDictionary<string, GgufValueType> Types = new Dictionary<string, GgufValueType>
    {
        ["general.name"] = GgufValueType.String,
        ["general.file_type"] = GgufValueType.UInt32,
        ["step35.expert_group_used_count"] = GgufValueType.UInt32,
        ["step35.expert_weights_norm"] = GgufValueType.Bool,
        ["step35.rope.scaling.finetuned"] = GgufValueType.Bool,
        ["step35.rope.scaling.original_context_length"] = GgufValueType.UInt32,
        ["tokenizer.chat_template"] = GgufValueType.String,
        ["tokenizer.ggml.token_type_count"] = GgufValueType.UInt32,
        ["tokenizer.ggml.eot_token_id"] = GgufValueType.UInt32,
        ["tokenizer.ggml.eom_token_id"] = GgufValueType.UInt32,
        ["tokenizer.ggml.unknown_token_id"] = GgufValueType.UInt32,
        ["tokenizer.ggml.seperator_token_id"] = GgufValueType.UInt32,
        ["tokenizer.ggml.padding_token_id"] = GgufValueType.UInt32,
        ["tokenizer.ggml.mask_token_id"] = GgufValueType.UInt32,
        ["tokenizer.ggml.fim_pre_token_id"] = GgufValueType.UInt32,
        ["tokenizer.ggml.fim_suf_token_id"] = GgufValueType.UInt32,
        ["tokenizer.ggml.fim_mid_token_id"] = GgufValueType.UInt32,
        ["tokenizer.ggml.fim_pad_token_id"] = GgufValueType.UInt32,
        ["tokenizer.ggml.fim_rep_token_id"] = GgufValueType.UInt32,
        ["tokenizer.ggml.fim_sep_token_id"] = GgufValueType.UInt32,
        ["tokenizer.ggml.prefix_token_id"] = GgufValueType.UInt32,
        ["tokenizer.ggml.suffix_token_id"] = GgufValueType.UInt32,
        ["tokenizer.ggml.middle_token_id"] = GgufValueType.UInt32,
        ["tokenizer.ggml.add_bos_token"] = GgufValueType.Bool,
        ["tokenizer.ggml.add_eos_token"] = GgufValueType.Bool,
        ["tokenizer.ggml.add_sep_token"] = GgufValueType.Bool,
        ["tokenizer.ggml.add_space_prefix"] = GgufValueType.Bool,
        ["tokenizer.ggml.remove_extra_whitespaces"] = GgufValueType.Bool,
        ["tokenizer.ggml.normalizer.lowercase"] = GgufValueType.Bool,
        ["tokenizer.ggml.normalizer.strip_accents"] = GgufValueType.Bool,
    }.ToFrozenDictionary();

    public static void Check(GgufFile file)
    {
        foreach (var (key, value) in file.Metadata)
        {
            if (Types.TryGetValue(key, out var expected) && value.Type != expected)
                throw new GgufException(file.Path, $"'{key}' has the type {value.Type} instead of {expected}; convert the model again.");
        }
    }
}
