namespace Step35.Engine.Scheduling;

/// <summary>The bounded queue between callers and the scheduler's thread: callers take turns, each first come, first served.</summary>
/// <remarks>
/// Safe for concurrent calls, none of which looks at all that wait. Whoever gives up while waiting makes room at once, and is told outside
/// the lock: telling may run code of others.
/// </remarks>
internal sealed class WaitingRequests(EngineOptions options, TimeProvider time)
{
    // Both hold the same requests.
    private readonly CallerTurns _turns = new();
    private readonly SortedSet<WaitingRequest> _byAge = new(WaitingRequest.ByAge);
    private readonly Lock _gate = new();
    private volatile int _count;
    private long _arrivals;
    private bool _isClosed;

    /// <summary>Gets how many requests wait.</summary>
    public int Count => _count;

    /// <summary>Adds a request, before anybody can cancel it.</summary>
    /// <exception cref="EngineOverloadedException">As many requests wait as may.</exception>
    /// <exception cref="EngineStoppedException">The queue was closed.</exception>
    public void Add(PendingGeneration request)
    {
        Refresh();
        lock (_gate)
        {
            if (_isClosed)
                throw new EngineStoppedException();
            if (_count >= options.QueueCapacity)
                throw new EngineOverloadedException(options.QueueCapacity);
            var waiting = new WaitingRequest(request, _arrivals++);
            request.Cancelled = () => Leave(waiting);
            _turns.Add(waiting);
            _byAge.Add(waiting);
            _count++;
        }
    }

    /// <summary>Takes the request whose turn it is, or gives null when none waits.</summary>
    public PendingGeneration? Take()
    {
        Refresh();
        lock (_gate)
            return TakeNext();
    }

    /// <summary>Lets go who has waited too long.</summary>
    public void Refresh()
    {
        if (_count == 0)
            return;
        List<PendingGeneration>? late = null;
        lock (_gate)
        {
            while (_byAge.Min is { } oldest && IsLate(oldest.Pending))
            {
                _turns.Remove(oldest);
                (late ??= []).Add(Forget(oldest));
            }
        }

        foreach (var request in late ?? [])
            request.Complete(new QueueTimeoutException(options.QueueTimeout));
    }

    /// <summary>Refuses further requests and gives up those that still wait.</summary>
    public IReadOnlyList<PendingGeneration> Close()
    {
        List<PendingGeneration> rest = [];
        lock (_gate)
        {
            _isClosed = true;
            while (TakeNext() is { } request)
                rest.Add(request);
        }

        return rest;
    }

    private void Leave(WaitingRequest request)
    {
        lock (_gate)
        {
            if (!_turns.Remove(request))
                return;
            Forget(request);
        }

        request.Pending.Complete();
    }

    private PendingGeneration? TakeNext() => _turns.Take() is { } next ? Forget(next) : null;

    // It has lost its turn already.
    private PendingGeneration Forget(WaitingRequest request)
    {
        _byAge.Remove(request);
        _count--;
        return request.Pending;
    }

    private bool IsLate(PendingGeneration request) =>
        options.QueueTimeout != Timeout.InfiniteTimeSpan && time.GetElapsedTime(request.PostedAt) >= options.QueueTimeout;
}
