using Step35.Native.Interop;
using static Step35.Native.Interop.Interop;

namespace Step35.Native;

/// <summary>Turns context parameters into the C struct.</summary>
internal static class ContextParameterMapping
{
    public static llama_context_params ToNative(LlamaContextParameters parameters)
    {
        Check(parameters);
        var native = llama_context_default_params();
        native.n_ctx = (uint)parameters.ContextLength;
        native.n_batch = (uint)parameters.BatchSize;
        native.n_ubatch = (uint)parameters.MicroBatchSize;
        native.n_seq_max = (uint)parameters.SequenceCount;
        native.n_outputs_max = (uint)parameters.MaxOutputCount;
        native.n_threads = parameters.Threads;
        native.n_threads_batch = parameters.BatchThreads;
        native.ctx_type = parameters.Kind;
        native.flash_attn_type = parameters.FlashAttention;
        native.type_k = parameters.KeyCacheType;
        native.type_v = parameters.ValueCacheType;
        native.offload_kqv = NativeBoolean.From(parameters.OffloadKqv);
        native.op_offload = NativeBoolean.From(parameters.OpOffload);
        native.swa_full = NativeBoolean.From(parameters.FullSlidingWindow);
        native.kv_unified = NativeBoolean.From(parameters.UnifiedKvCache);
        Apply(parameters.Rope, ref native);
        return native;
    }

    private static void Apply(LlamaRope rope, ref llama_context_params native)
    {
        native.rope_scaling_type = (int?)rope.Scaling ?? native.rope_scaling_type;
        native.rope_freq_base = rope.FrequencyBase ?? native.rope_freq_base;
        native.rope_freq_scale = rope.FrequencyScale ?? native.rope_freq_scale;
        native.yarn_ext_factor = rope.YarnExtrapolation ?? native.yarn_ext_factor;
        native.yarn_attn_factor = rope.YarnAttention ?? native.yarn_attn_factor;
        native.yarn_beta_fast = rope.YarnBetaFast ?? native.yarn_beta_fast;
        native.yarn_beta_slow = rope.YarnBetaSlow ?? native.yarn_beta_slow;
        native.yarn_orig_ctx = (uint?)rope.YarnOriginalContext ?? native.yarn_orig_ctx;
    }

    private static void Check(LlamaContextParameters parameters)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameters.ContextLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parameters.BatchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parameters.MicroBatchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parameters.SequenceCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parameters.Threads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parameters.BatchThreads);

        // The core reserves an output for each sequence and aborts the process when they do not fit.
        if (parameters.MaxOutputCount != 0)
            ArgumentOutOfRangeException.ThrowIfLessThan(parameters.MaxOutputCount, parameters.SequenceCount);
    }
}
