using System.Runtime.InteropServices;

namespace Step35.Native.Interop;

/// <content>llama.h: the KV memory of a context and its saved states.</content>
internal static unsafe partial class Interop
{
    [LibraryImport(Llama)]
    internal static partial nint llama_get_memory(ContextHandle ctx);

    [LibraryImport(Llama)]
    internal static partial void llama_memory_clear(nint mem, byte data);

    [LibraryImport(Llama)]
    internal static partial byte llama_memory_seq_rm(nint mem, int seq_id, int p0, int p1);

    [LibraryImport(Llama)]
    internal static partial void llama_memory_seq_cp(nint mem, int seq_id_src, int seq_id_dst, int p0, int p1);

    [LibraryImport(Llama)]
    internal static partial int llama_memory_seq_pos_min(nint mem, int seq_id);

    [LibraryImport(Llama)]
    internal static partial int llama_memory_seq_pos_max(nint mem, int seq_id);

    [LibraryImport(Llama)]
    internal static partial nuint llama_state_seq_get_size_ext(ContextHandle ctx, int seq_id, LlamaStateFlags flags);

    [LibraryImport(Llama)]
    internal static partial nuint llama_state_seq_get_data_ext(ContextHandle ctx, StateHandle dst, nuint size, int seq_id, LlamaStateFlags flags);

    [LibraryImport(Llama)]
    internal static partial nuint llama_state_seq_set_data_ext(ContextHandle ctx, StateHandle src, nuint size, int dest_seq_id, LlamaStateFlags flags);
}
