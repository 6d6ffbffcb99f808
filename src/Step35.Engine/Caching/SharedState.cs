using Step35.Engine.Decoding;

namespace Step35.Engine.Caching;

/// <summary>A saved state that several prefixes hold; the last one to let go frees it.</summary>
/// <remarks>Safe for concurrent calls. Whoever makes it is its first holder.</remarks>
internal sealed class SharedState(ISequenceState state)
{
    private int _holders = 1;

    public ISequenceState State => state;

    public long ByteCount => state.ByteCount;

    public SharedState Hold()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            state.Dispose();
    }
}
