using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Step35.Native.Interop;

/// <summary>The memory of a saved state.</summary>
internal sealed unsafe class StateHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public StateHandle(long byteCount)
        : base(ownsHandle: true) =>
        SetHandle((nint)NativeMemory.Alloc((nuint)byteCount));

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
