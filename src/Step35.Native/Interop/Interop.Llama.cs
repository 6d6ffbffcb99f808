using System.Runtime.InteropServices;

namespace Step35.Native.Interop;

/// <content>llama.h: the library, models and contexts.</content>
internal static unsafe partial class Interop
{
    [LibraryImport(Llama)]
    internal static partial void llama_backend_init();

    [LibraryImport(Llama)]
    internal static partial byte* llama_version();

    [LibraryImport(Llama)]
    internal static partial byte* llama_print_system_info();

    [LibraryImport(Llama)]
    internal static partial byte llama_supports_gpu_offload();

    [LibraryImport(Llama)]
    internal static partial void llama_log_set(delegate* unmanaged[Cdecl]<int, byte*, nint, void> log_callback, nint user_data);

    [LibraryImport(Llama)]
    internal static partial llama_model_params llama_model_default_params();

    [LibraryImport(Llama)]
    internal static partial llama_context_params llama_context_default_params();

    [LibraryImport(Llama)]
    internal static partial nuint llama_max_devices();

    [LibraryImport(Llama)]
    internal static partial void llama_numa_init(LlamaNumaStrategy numa);

    [LibraryImport(Llama, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint llama_model_load_from_file(string path_model, llama_model_params @params);

    [LibraryImport(Llama)]
    internal static partial void llama_model_free(nint model);

    [LibraryImport(Llama)]
    internal static partial nint llama_model_get_vocab(ModelHandle model);

    [LibraryImport(Llama)]
    internal static partial int llama_model_n_ctx_train(ModelHandle model);

    [LibraryImport(Llama)]
    internal static partial int llama_model_n_embd(ModelHandle model);

    [LibraryImport(Llama)]
    internal static partial int llama_model_n_embd_out(ModelHandle model);

    [LibraryImport(Llama)]
    internal static partial int llama_model_n_layer(ModelHandle model);

    [LibraryImport(Llama)]
    internal static partial int llama_model_n_layer_nextn(ModelHandle model);

    [LibraryImport(Llama)]
    internal static partial int llama_model_n_swa(ModelHandle model);

    [LibraryImport(Llama)]
    internal static partial int llama_model_meta_val_str(ModelHandle model, ReadOnlySpan<byte> key, Span<byte> buf, nuint buf_size);

    [LibraryImport(Llama)]
    internal static partial int llama_model_desc(ModelHandle model, Span<byte> buf, nuint buf_size);

    [LibraryImport(Llama)]
    internal static partial ulong llama_model_size(ModelHandle model);

    [LibraryImport(Llama)]
    internal static partial ulong llama_model_n_params(ModelHandle model);

    [LibraryImport(Llama)]
    internal static partial byte* llama_model_chat_template(ModelHandle model, byte* name);

    [LibraryImport(Llama)]
    internal static partial nint llama_init_from_model(ModelHandle model, llama_context_params @params);

    [LibraryImport(Llama)]
    internal static partial void llama_free(nint ctx);

    [LibraryImport(Llama)]
    internal static partial uint llama_n_ctx(ContextHandle ctx);

    [LibraryImport(Llama)]
    internal static partial uint llama_n_ctx_seq(ContextHandle ctx);

    [LibraryImport(Llama)]
    internal static partial uint llama_n_batch(ContextHandle ctx);

    [LibraryImport(Llama)]
    internal static partial uint llama_n_ubatch(ContextHandle ctx);

    [LibraryImport(Llama)]
    internal static partial uint llama_n_seq_max(ContextHandle ctx);

    [LibraryImport(Llama)]
    internal static partial int llama_decode(ContextHandle ctx, llama_batch batch);

    [LibraryImport(Llama)]
    internal static partial float* llama_get_logits_ith(ContextHandle ctx, int i);

    [LibraryImport(Llama)]
    internal static partial void llama_synchronize(ContextHandle ctx);

    [LibraryImport(Llama)]
    internal static partial void llama_set_n_threads(ContextHandle ctx, int n_threads, int n_threads_batch);

    [LibraryImport(Llama)]
    internal static partial void llama_attach_threadpool(ContextHandle ctx, ThreadPoolHandle threadpool, ThreadPoolHandle threadpool_batch);
}
