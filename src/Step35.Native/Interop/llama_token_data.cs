using System.Runtime.InteropServices;

namespace Step35.Native.Interop;

/// <summary>A token that a sampler may choose, with its log-odds and, once normalised, its probability.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct llama_token_data
{
    public int id;
    public float logit;
    public float p;
}
