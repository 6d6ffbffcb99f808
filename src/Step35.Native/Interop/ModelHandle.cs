using Microsoft.Win32.SafeHandles;
using static Step35.Native.Interop.Interop;

namespace Step35.Native.Interop;

internal sealed class ModelHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ModelHandle(nint model)
        : base(ownsHandle: true) =>
        SetHandle(model);

    protected override bool ReleaseHandle()
    {
        llama_model_free(handle);
        return true;
    }
}
