namespace Step35.Native;

/// <summary>A low-rank adapter in memory. It belongs to its model and goes away with it.</summary>
internal sealed class LlamaAdapter
{
    internal LlamaAdapter(nint handle) => Handle = handle;

    internal nint Handle { get; }
}
