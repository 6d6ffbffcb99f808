namespace Step35.Engine.Scheduling;

/// <summary>The calls that wait for the scheduler's thread. Safe for concurrent calls.</summary>
internal sealed class CacheCallQueue
{
    private readonly Queue<CacheCall> _calls = [];
    private readonly Lock _gate = new();
    private volatile int _count;
    private bool _isClosed;

    public int Count => _count;

    /// <exception cref="EngineStoppedException">The queue was closed.</exception>
    public void Add(CacheCall call)
    {
        lock (_gate)
        {
            if (_isClosed)
                throw new EngineStoppedException();
            _calls.Enqueue(call);
            _count = _calls.Count;
        }
    }

    public CacheCall? Take()
    {
        lock (_gate)
        {
            _calls.TryDequeue(out var call);
            _count = _calls.Count;
            return call;
        }
    }

    /// <summary>Refuses further calls and fails those that still wait.</summary>
    public void Close()
    {
        lock (_gate)
            _isClosed = true;
        while (Take() is { } call)
            call.Fail(new EngineStoppedException());
    }
}
