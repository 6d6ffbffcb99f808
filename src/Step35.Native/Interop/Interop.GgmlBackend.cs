using System.Runtime.InteropServices;

namespace Step35.Native.Interop;

/// <content>ggml-backend.h: the registry of back ends and their devices.</content>
internal static unsafe partial class Interop
{
    [LibraryImport(Ggml, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void ggml_backend_load_all_from_path(string dir_path);

    [LibraryImport(Ggml)]
    internal static partial nuint ggml_backend_dev_count();

    [LibraryImport(Ggml)]
    internal static partial nint ggml_backend_dev_get(nuint index);

    [LibraryImport(Ggml)]
    internal static partial nint ggml_backend_dev_by_type(NativeDeviceType type);

    [LibraryImport(Ggml, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint ggml_backend_dev_by_name(string name);

    [LibraryImport(Ggml, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint ggml_backend_reg_by_name(string name);

    [LibraryImport(Ggml)]
    internal static partial void ggml_backend_register(nint reg);

    [LibraryImport(GgmlBase)]
    internal static partial nint ggml_backend_dev_buffer_type(nint device);

    [LibraryImport(GgmlBase)]
    internal static partial byte* ggml_backend_buft_name(nint buft);

    [LibraryImport(GgmlBase)]
    internal static partial byte* ggml_backend_dev_name(nint device);

    [LibraryImport(GgmlBase)]
    internal static partial byte* ggml_backend_dev_description(nint device);

    [LibraryImport(GgmlBase)]
    internal static partial void ggml_backend_dev_memory(nint device, nuint* free, nuint* total);

    [LibraryImport(GgmlBase)]
    internal static partial NativeDeviceType ggml_backend_dev_type(nint device);

    [LibraryImport(GgmlBase)]
    internal static partial nint ggml_backend_dev_backend_reg(nint device);

    [LibraryImport(GgmlBase, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint ggml_backend_reg_get_proc_address(nint reg, string name);
}
