using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Step35.Native.Interop;
using Step35.Native.Loading;

namespace Step35.Native.Tests.Loading;

public sealed class NativeAbiTests
{
    [Fact]
    public void Sizes_OnSixtyFourBits_AreThoseOfTheCompiler()
    {
        Assert.SkipUnless(Environment.Is64BitProcess, "the sizes are those of 64-bit platforms");

        Assert.Equal(80, Unsafe.SizeOf<llama_model_params>());
        Assert.Equal(160, Unsafe.SizeOf<llama_context_params>());
        Assert.Equal(56, Unsafe.SizeOf<llama_batch>());
        Assert.Equal(12, Unsafe.SizeOf<llama_token_data>());
        Assert.Equal(32, Unsafe.SizeOf<llama_token_data_array>());
        Assert.Equal(528, Unsafe.SizeOf<ggml_threadpool_params>());
        Assert.Equal(1, Unsafe.SizeOf<llama_sampler_chain_params>());
        Assert.Equal(8, Unsafe.SizeOf<llama_logit_bias>());
        Assert.Equal(16, Unsafe.SizeOf<llama_model_tensor_buft_override>());
    }

    [Fact]
    public void Check_Defaults_Pass()
    {
        NativeAbi.Check(DefaultModelParameters);
        NativeAbi.Check(DefaultContextParameters);
    }

    [Fact]
    public void Check_AnyModelFieldMoved_NamesIt() =>
        AssertEveryFieldIsChecked(DefaultModelParameters, parameters => NativeAbi.Check(parameters));

    [Fact]
    public void Check_AnyContextFieldMoved_NamesIt() =>
        AssertEveryFieldIsChecked(DefaultContextParameters, parameters => NativeAbi.Check(parameters));

    private static llama_model_params DefaultModelParameters => new()
    {
        n_gpu_layers = -1,
        split_mode = LlamaSplitMode.Layer,
        load_mode = LlamaLoadMode.Auto,
        lazy_mode = 1,
        use_extra_bufts = 1,
    };

    private static llama_context_params DefaultContextParameters => new()
    {
        n_ctx = 512,
        n_batch = 2048,
        n_ubatch = 512,
        n_seq_max = 1,
        n_outputs_max_per_seq = 1,
        n_threads = 4,
        n_threads_batch = 4,
        rope_scaling_type = -1,
        pooling_type = -1,
        attention_type = -1,
        flash_attn_type = LlamaFlashAttention.Auto,
        yarn_ext_factor = -1,
        yarn_attn_factor = -1,
        yarn_beta_fast = -1,
        yarn_beta_slow = -1,
        defrag_thold = -1,
        type_k = GgmlType.F16,
        type_v = GgmlType.F16,
        offload_kqv = 1,
        no_perf = 1,
        op_offload = 1,
        swa_full = 1,
    };

    // Overwrites the bytes of one field after another, as a field in another place would show.
    private static void AssertEveryFieldIsChecked<T>(T defaults, Action<T> check)
        where T : unmanaged
    {
        foreach (var field in typeof(T).GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            var error = Assert.Throws<NativeLoadException>(() => check(Disturb(defaults, Marshal.OffsetOf<T>(field.Name))));
            Assert.Contains($"field {field.Name} is", error.Message, StringComparison.Ordinal);
            Assert.Contains($"struct {typeof(T).Name} ", error.Message, StringComparison.Ordinal);
        }
    }

    private static unsafe T Disturb<T>(T value, nint offset)
        where T : unmanaged
    {
        *((byte*)&value + offset) ^= 0x55;
        return value;
    }
}
