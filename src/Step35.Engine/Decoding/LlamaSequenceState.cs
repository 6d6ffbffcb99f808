using Step35.Engine.Drafting;
using Step35.Native;

namespace Step35.Engine.Decoding;

/// <summary>A state in the native core's own form, and what the heads that draft need beside it.</summary>
internal sealed class LlamaSequenceState(StateScope scope, HiddenRowsCopy rows, LlamaStateBuffer buffer) : ISequenceState
{
    public StateScope Scope => scope;

    public long ByteCount => rows.ByteCount + buffer.ByteCount;

    public HiddenRowsCopy Rows => rows;

    public LlamaStateBuffer Buffer => buffer;

    public static LlamaSequenceState Read(Stream source, StateScope scope, long byteCount)
    {
        var rows = HiddenRowsCopy.Read(source, byteCount);
        return new LlamaSequenceState(scope, rows, LlamaStateBuffer.Read(source, byteCount - rows.ByteCount));
    }

    public void CopyTo(Stream destination)
    {
        rows.CopyTo(destination);
        buffer.CopyTo(destination);
    }

    public void Dispose() => buffer.Dispose();
}
