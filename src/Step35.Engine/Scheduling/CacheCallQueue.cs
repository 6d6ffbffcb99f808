namespace Step35.Engine.Scheduling;

/// <summary>The bounded queue of calls that wait for the scheduler's thread. Safe for concurrent calls.</summary>
internal sealed class CacheCallQueue(int capacity)
{
    private readonly List<CacheCall> _calls = [];
    private readonly Lock _gate = new();
    private volatile int _count;
    private bool _isClosed;

    public int Count => _count;

    /// <exception cref="EngineOverloadedException">As many calls wait as may.</exception>
    /// <exception cref="EngineStoppedException">The queue was closed.</exception>
    public void Add(CacheCall call)
    {
        lock (_gate)
        {
            if (_isClosed)
                throw new EngineStoppedException();
            _calls.RemoveAll(static waiting => waiting.IsDone);
            if (_calls.Count >= capacity)
                throw new EngineOverloadedException(capacity);
            _calls.Add(call);
            _count = _calls.Count;
        }
    }

    /// <summary>Takes the call that has waited longest of those that can be done now.</summary>
    public CacheCall? Take(bool hasFreeSequence)
    {
        lock (_gate)
        {
            var index = _calls.FindIndex(call => hasFreeSequence || !call.NeedsSequence);
            if (index < 0)
                return null;
            var call = _calls[index];
            _calls.RemoveAt(index);
            _count = _calls.Count;
            return call;
        }
    }

    /// <summary>Refuses further calls and fails those that still wait.</summary>
    public void Close()
    {
        lock (_gate)
            _isClosed = true;
        while (Take(hasFreeSequence: true) is { } call)
            call.Fail(new EngineStoppedException());
    }
}
