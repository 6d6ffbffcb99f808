namespace Step35.Native.Interop;

/// <content>
/// ggml-cpu.h: the CPU back end is one of several libraries picked at run time, so its functions come from its registry, not from a library.
/// </content>
internal static unsafe partial class Interop
{
    internal static nint ggml_threadpool_new(ggml_threadpool_params* @params) =>
        ((delegate* unmanaged[Cdecl]<ggml_threadpool_params*, nint>)CpuFunction("ggml_threadpool_new"))(@params);

    internal static void ggml_threadpool_free(nint threadpool) =>
        ((delegate* unmanaged[Cdecl]<nint, void>)CpuFunction("ggml_threadpool_free"))(threadpool);

    private static nint CpuFunction(string name)
    {
        var registry = ggml_backend_dev_backend_reg(ggml_backend_dev_by_type(NativeDeviceType.Cpu));
        var address = ggml_backend_reg_get_proc_address(registry, name);
        return address != 0 ? address : throw new EntryPointNotFoundException($"The CPU back end does not offer '{name}'.");
    }
}
