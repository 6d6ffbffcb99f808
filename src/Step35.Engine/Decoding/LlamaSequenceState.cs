using Step35.Native;

namespace Step35.Engine.Decoding;

/// <summary>A state in the native core's own form.</summary>
internal sealed class LlamaSequenceState(StateScope scope, LlamaStateBuffer buffer) : ISequenceState
{
    public StateScope Scope => scope;

    public long ByteCount => buffer.ByteCount;

    public LlamaStateBuffer Buffer => buffer;

    public void CopyTo(Stream destination) => buffer.CopyTo(destination);

    public void Dispose() => buffer.Dispose();
}
