namespace Step35.Engine.Scheduling;

/// <summary>The bounded queue between callers and the scheduler's thread: callers take turns, each first come, first served.</summary>
/// <remarks>Safe for concurrent calls. Whoever gives up while waiting makes room at once.</remarks>
internal sealed class WaitingRequests(EngineOptions options, TimeProvider time)
{
    // The caller whose turn it is stands first.
    private readonly LinkedList<CallerQueue> _callers = [];
    private readonly Lock _gate = new();
    private volatile int _count;
    private bool _isClosed;

    /// <summary>Gets how many requests wait.</summary>
    public int Count => _count;

    /// <summary>Adds a request.</summary>
    /// <exception cref="EngineOverloadedException">As many requests wait as may.</exception>
    /// <exception cref="EngineStoppedException">The queue was closed.</exception>
    public void Add(PendingGeneration request)
    {
        lock (_gate)
        {
            if (_isClosed)
                throw new EngineStoppedException();
            DropWhoLeft();
            if (_count >= options.QueueCapacity)
                throw new EngineOverloadedException(options.QueueCapacity);
            FindOrAdd(request.Request.Caller).Requests.AddLast(request);
            _count++;
        }
    }

    /// <summary>Takes the request whose turn it is, or gives null when none waits.</summary>
    public PendingGeneration? Take()
    {
        if (_count == 0)
            return null;
        lock (_gate)
        {
            DropWhoLeft();
            if (_callers.First is not { } caller)
                return null;
            var request = caller.Value.Requests.First!.Value;
            caller.Value.Requests.RemoveFirst();
            _count--;
            _callers.Remove(caller);
            if (caller.Value.Requests.Count > 0)
                _callers.AddLast(caller);
            return request;
        }
    }

    /// <summary>Lets go who gave up or has waited too long.</summary>
    public void Refresh()
    {
        if (_count == 0)
            return;
        lock (_gate)
            DropWhoLeft();
    }

    /// <summary>Refuses further requests and gives up those that still wait.</summary>
    public IReadOnlyList<PendingGeneration> Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            PendingGeneration[] rest = [.. _callers.SelectMany(caller => caller.Requests)];
            _callers.Clear();
            _count = 0;
            return rest;
        }
    }

    private CallerQueue FindOrAdd(string? caller)
    {
        foreach (var queue in _callers)
            if (queue.Caller == caller)
                return queue;
        return _callers.AddLast(new CallerQueue(caller, [])).Value;
    }

    private void DropWhoLeft()
    {
        for (var caller = _callers.First; caller is not null;)
        {
            var next = caller.Next;
            DropWhoLeft(caller.Value.Requests);
            if (caller.Value.Requests.Count == 0)
                _callers.Remove(caller);
            caller = next;
        }
    }

    private void DropWhoLeft(LinkedList<PendingGeneration> requests)
    {
        for (var node = requests.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.IsCancelled || IsLate(node.Value))
            {
                node.Value.Complete(node.Value.IsCancelled ? null : new QueueTimeoutException(options.QueueTimeout));
                requests.Remove(node);
                _count--;
            }

            node = next;
        }
    }

    private bool IsLate(PendingGeneration request) =>
        options.QueueTimeout != Timeout.InfiniteTimeSpan && time.GetElapsedTime(request.PostedAt) >= options.QueueTimeout;

    private sealed record CallerQueue(string? Caller, LinkedList<PendingGeneration> Requests);
}
