using System.Runtime.InteropServices;

namespace Step35.Native.Interop;

/// <summary>The first fields of <c>struct statx</c>, which is laid out alike on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct statx_buffer
{
    [FieldOffset(16)]
    public uint stx_nlink;

    [FieldOffset(28)]
    public ushort stx_mode;

    [FieldOffset(40)]
    public ulong stx_size;
}
