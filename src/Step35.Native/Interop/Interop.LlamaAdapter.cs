using System.Runtime.InteropServices;

namespace Step35.Native.Interop;

/// <content>llama.h: low-rank adapters.</content>
internal static unsafe partial class Interop
{
    [LibraryImport(Llama, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint llama_adapter_lora_init(ModelHandle model, string path_lora);

    [LibraryImport(Llama)]
    internal static partial int llama_set_adapters_lora(ContextHandle ctx, nint* adapters, nuint n_adapters, float* scales);
}
