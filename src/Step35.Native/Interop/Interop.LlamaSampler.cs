using System.Runtime.InteropServices;

namespace Step35.Native.Interop;

/// <content>llama.h: samplers.</content>
internal static unsafe partial class Interop
{
    [LibraryImport(Llama)]
    internal static partial llama_sampler_chain_params llama_sampler_chain_default_params();

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_chain_init(llama_sampler_chain_params @params);

    [LibraryImport(Llama)]
    internal static partial void llama_sampler_chain_add(SamplerHandle chain, nint smpl);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_clone(SamplerHandle smpl);

    [LibraryImport(Llama)]
    internal static partial void llama_sampler_free(nint smpl);

    [LibraryImport(Llama)]
    internal static partial void llama_sampler_accept(SamplerHandle smpl, int token);

    [LibraryImport(Llama)]
    internal static partial void llama_sampler_apply(SamplerHandle smpl, llama_token_data_array* cur_p);

    [LibraryImport(Llama)]
    internal static partial void llama_sampler_reset(SamplerHandle smpl);

    [LibraryImport(Llama)]
    internal static partial int llama_sampler_sample(SamplerHandle smpl, ContextHandle ctx, int idx);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_greedy();

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_dist(uint seed);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_top_k(int k);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_top_p(float p, nuint min_keep);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_min_p(float p, nuint min_keep);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_temp(float t);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_penalties(
        int n_vocab, int penalty_last_n, float penalty_repeat, float penalty_freq, float penalty_present);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_logit_bias(int n_vocab, int n_logit_bias, ReadOnlySpan<llama_logit_bias> logit_bias);

    [LibraryImport(Llama, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint llama_sampler_init_grammar(VocabularyHandle vocab, string grammar_str, string grammar_root);
}
