using Step35.Engine.Decoding;

namespace Step35.Engine.Caching;

/// <summary>A saved state that several prefixes hold; the last one to let go frees it.</summary>
/// <remarks>Safe for concurrent calls. Whoever makes it is its first holder.</remarks>
internal sealed class SharedState
{
    private readonly ISequenceState _state;
    private readonly MemoryMeter _meter;
    private int _holders = 1;

    public SharedState(ISequenceState state, MemoryMeter meter)
    {
        _state = state;
        _meter = meter;
        meter.Add(state.ByteCount);
    }

    public ISequenceState State => _state;

    public SharedState Hold()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) > 0)
            return;
        _meter.Add(-_state.ByteCount);
        _state.Dispose();
    }
}
