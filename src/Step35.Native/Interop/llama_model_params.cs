using System.Runtime.InteropServices;

namespace Step35.Native.Interop;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct llama_model_params
{
    public nint devices;
    public nint tensor_buft_overrides;
    public int n_gpu_layers;
    public LlamaSplitMode split_mode;
    public LlamaLoadMode load_mode;
    public int lazy_mode;
    public int main_gpu;
    public nint tensor_split;
    public delegate* unmanaged[Cdecl]<float, nint, byte> progress_callback;
    public nint progress_callback_user_data;
    public nint kv_overrides;
    public byte vocab_only;
    public byte check_tensors;
    public byte use_extra_bufts;
    public byte no_host;
    public byte no_alloc;
    public byte load_mtp;
}
