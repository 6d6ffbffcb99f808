using Microsoft.Win32.SafeHandles;
using static Step35.Native.Interop.Interop;

namespace Step35.Native.Interop;

internal sealed class ThreadPoolHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ThreadPoolHandle(nint threadPool)
        : base(ownsHandle: true) =>
        SetHandle(threadPool);

    protected override bool ReleaseHandle()
    {
        ggml_threadpool_free(handle);
        return true;
    }
}
