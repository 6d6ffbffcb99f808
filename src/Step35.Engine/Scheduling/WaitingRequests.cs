namespace Step35.Engine.Scheduling;

/// <summary>The bounded queue between callers and the scheduler's thread: callers take turns, each first come, first served.</summary>
/// <remarks>
/// Safe for concurrent calls. Whoever gives up while waiting makes room at once, and is told outside the lock: telling may run code of others.
/// </remarks>
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
        Refresh();
        lock (_gate)
        {
            if (_isClosed)
                throw new EngineStoppedException();
            if (_count >= options.QueueCapacity)
                throw new EngineOverloadedException(options.QueueCapacity);
            FindOrAdd(request.Request.Caller).Requests.AddLast(request);
            _count++;
        }
    }

    /// <summary>Takes the request whose turn it is, or gives null when none waits.</summary>
    public PendingGeneration? Take()
    {
        Refresh();
        lock (_gate)
        {
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
        List<PendingGeneration>? gone = null;
        lock (_gate)
            DropWhoLeft(ref gone);
        foreach (var request in gone ?? [])
            request.Complete(request.IsCancelled ? null : new QueueTimeoutException(options.QueueTimeout));
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

    private void DropWhoLeft(ref List<PendingGeneration>? gone)
    {
        for (var caller = _callers.First; caller is not null;)
        {
            var next = caller.Next;
            DropWhoLeft(caller.Value.Requests, ref gone);
            if (caller.Value.Requests.Count == 0)
                _callers.Remove(caller);
            caller = next;
        }
    }

    private void DropWhoLeft(LinkedList<PendingGeneration> requests, ref List<PendingGeneration>? gone)
    {
        for (var node = requests.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.IsCancelled || IsLate(node.Value))
            {
                (gone ??= []).Add(node.Value);
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
