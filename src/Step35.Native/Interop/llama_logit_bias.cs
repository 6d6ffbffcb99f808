using System.Runtime.InteropServices;

namespace Step35.Native.Interop;

/// <summary>What is added to the log-odds of one token; negative infinity forbids it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct llama_logit_bias(int token, float bias)
{
    public readonly int token = token;
    public readonly float bias = bias;
}
