using System.Runtime.InteropServices;
using System.Text;

namespace Step35.Native.Interop;

/// <summary>Text as the C functions hand it out: zero-terminated UTF-8 that they keep owning.</summary>
internal static unsafe class NativeText
{
    /// <summary>Reads text that may be absent.</summary>
    public static string? ReadOptional(byte* text) =>
        text == null ? null : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

    /// <summary>Reads text; absent text reads as empty.</summary>
    public static string Read(byte* text) => ReadOptional(text) ?? "";
}
