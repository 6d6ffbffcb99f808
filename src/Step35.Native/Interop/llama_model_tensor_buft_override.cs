using System.Runtime.InteropServices;

namespace Step35.Native.Interop;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct llama_model_tensor_buft_override
{
    public byte* pattern;
    public nint buft;
}
