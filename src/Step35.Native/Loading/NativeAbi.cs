using System.Runtime.InteropServices;
using Step35.Native.Interop;

namespace Step35.Native.Loading;

/// <summary>Proves that a core is the one that the structs here were written for, before anything else in it is called.</summary>
/// <remarks>
/// The functions are called through the library's own exports, so a core that fails the proof is not bound to.
/// A field that moved shows as a default value in the wrong place.
/// </remarks>
internal static unsafe class NativeAbi
{
    public const string ExpectedVersion = "0.5.0";

    /// <summary>Reads the core's version.</summary>
    /// <exception cref="NativeLoadException">It is not the expected one.</exception>
    public static string CheckVersion(nint llama)
    {
        if (!NativeLibrary.TryGetExport(llama, nameof(Interop.Interop.llama_version), out var address))
            throw new NativeLoadException($"this is a llama.cpp from before versions; {ExpectedVersion} is needed");

        var version = NativeText.Read(((delegate* unmanaged[Cdecl]<byte*>)address)());
        if (version != ExpectedVersion && !version.StartsWith(ExpectedVersion + "-", StringComparison.Ordinal))
            throw new NativeLoadException($"this is llama.cpp {version}; {ExpectedVersion} is needed");

        return version;
    }

    /// <exception cref="NativeLoadException">A struct is laid out in another way.</exception>
    public static void CheckLayouts(nint llama, nint ggmlBase)
    {
        Check(((delegate* unmanaged[Cdecl]<llama_model_params>)NativeLibrary.GetExport(llama, nameof(Interop.Interop.llama_model_default_params)))());
        Check(((delegate* unmanaged[Cdecl]<llama_context_params>)NativeLibrary.GetExport(llama, nameof(Interop.Interop.llama_context_default_params)))());
        Check(((delegate* unmanaged[Cdecl]<llama_sampler_chain_params>)NativeLibrary.GetExport(llama, nameof(Interop.Interop.llama_sampler_chain_default_params)))());

        const int threads = 7;
        ggml_threadpool_params threadPool;
        NativeMemory.Fill(&threadPool, (nuint)sizeof(ggml_threadpool_params), 0xA5);
        var initialize = (delegate* unmanaged[Cdecl]<ggml_threadpool_params*, int, void>)NativeLibrary.GetExport(ggmlBase, nameof(Interop.Interop.ggml_threadpool_params_init));
        initialize(&threadPool, threads);
        Check(threadPool, threads);
    }

    internal static void Check(llama_model_params actual) => new StructLayout("llama_model_params")
        .Expect("devices", actual.devices, 0)
        .Expect("tensor_buft_overrides", actual.tensor_buft_overrides, 0)
        .Expect("n_gpu_layers", actual.n_gpu_layers, -1)
        .Expect("split_mode", (int)actual.split_mode, 1)
        .Expect("load_mode", (int)actual.load_mode, -1)
        .Expect("lazy_mode", actual.lazy_mode, 1)
        .Expect("main_gpu", actual.main_gpu, 0)
        .Expect("tensor_split", actual.tensor_split, 0)
        .Expect("progress_callback", (nint)actual.progress_callback, 0)
        .Expect("progress_callback_user_data", actual.progress_callback_user_data, 0)
        .Expect("kv_overrides", actual.kv_overrides, 0)
        .Expect("vocab_only", actual.vocab_only, 0)
        .Expect("check_tensors", actual.check_tensors, 0)
        .Expect("use_extra_bufts", actual.use_extra_bufts, 1)
        .Expect("no_host", actual.no_host, 0)
        .Expect("no_alloc", actual.no_alloc, 0)
        .Expect("load_mtp", actual.load_mtp, 0);

    internal static void Check(llama_context_params actual) => new StructLayout("llama_context_params")
        .Expect("n_ctx", actual.n_ctx, 512)
        .Expect("n_batch", actual.n_batch, 2048)
        .Expect("n_ubatch", actual.n_ubatch, 512)
        .Expect("n_seq_max", actual.n_seq_max, 1)
        .Expect("n_rs_seq", actual.n_rs_seq, 0)
        .Expect("n_outputs_max", actual.n_outputs_max, 0)
        .Expect("n_outputs_max_per_seq", actual.n_outputs_max_per_seq, 1)
        .Expect("n_threads", actual.n_threads, 4)
        .Expect("n_threads_batch", actual.n_threads_batch, 4)
        .Expect("ctx_type", (int)actual.ctx_type, 0)
        .Expect("rope_scaling_type", actual.rope_scaling_type, -1)
        .Expect("pooling_type", actual.pooling_type, -1)
        .Expect("attention_type", actual.attention_type, -1)
        .Expect("flash_attn_type", (int)actual.flash_attn_type, -1)
        .Expect("rope_freq_base", actual.rope_freq_base, 0)
        .Expect("rope_freq_scale", actual.rope_freq_scale, 0)
        .Expect("yarn_ext_factor", actual.yarn_ext_factor, -1)
        .Expect("yarn_attn_factor", actual.yarn_attn_factor, -1)
        .Expect("yarn_beta_fast", actual.yarn_beta_fast, -1)
        .Expect("yarn_beta_slow", actual.yarn_beta_slow, -1)
        .Expect("yarn_orig_ctx", actual.yarn_orig_ctx, 0)
        .Expect("defrag_thold", actual.defrag_thold, -1)
        .Expect("cb_eval", actual.cb_eval, 0)
        .Expect("cb_eval_user_data", actual.cb_eval_user_data, 0)
        .Expect("type_k", (int)actual.type_k, (int)GgmlType.F16)
        .Expect("type_v", (int)actual.type_v, (int)GgmlType.F16)
        .Expect("abort_callback", actual.abort_callback, 0)
        .Expect("abort_callback_data", actual.abort_callback_data, 0)
        .Expect("embeddings", actual.embeddings, 0)
        .Expect("offload_kqv", actual.offload_kqv, 1)
        .Expect("no_perf", actual.no_perf, 1)
        .Expect("op_offload", actual.op_offload, 1)
        .Expect("swa_full", actual.swa_full, 1)
        .Expect("kv_unified", actual.kv_unified, 0)
        .Expect("samplers", actual.samplers, 0)
        .Expect("n_samplers", actual.n_samplers, 0)
        .Expect("ctx_other", actual.ctx_other, 0);

    internal static void Check(llama_sampler_chain_params actual) => new StructLayout("llama_sampler_chain_params")
        .Expect("no_perf", actual.no_perf, 1);

    internal static void Check(ggml_threadpool_params actual, int threads) => new StructLayout("ggml_threadpool_params")
        .Expect("cpumask", actual.cpumask[ggml_threadpool_params.MaxThreads - 1], 0)
        .Expect("n_threads", actual.n_threads, threads)
        .Expect("prio", actual.prio, 0)
        .Expect("poll", actual.poll, 50)
        .Expect("strict_cpu", actual.strict_cpu, 0)
        .Expect("paused", actual.paused, 0);
}
