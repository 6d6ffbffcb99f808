using System.Runtime.InteropServices;

namespace Step35.Native.Interop;

/// <content>ggml.h.</content>
internal static unsafe partial class Interop
{
    [LibraryImport(GgmlBase)]
    internal static partial void ggml_log_set(delegate* unmanaged[Cdecl]<int, byte*, nint, void> log_callback, nint user_data);

    [LibraryImport(GgmlBase)]
    internal static partial void ggml_threadpool_params_init(ggml_threadpool_params* p, int n_threads);
}
