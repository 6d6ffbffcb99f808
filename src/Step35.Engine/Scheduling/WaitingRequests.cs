namespace Step35.Engine.Scheduling;

/// <summary>The bounded queue between callers and the scheduler's thread, first come, first served.</summary>
/// <remarks>Safe for concurrent calls. Whoever gives up while waiting makes room at once.</remarks>
internal sealed class WaitingRequests(int capacity)
{
    private readonly LinkedList<PendingGeneration> _requests = [];
    private readonly Lock _gate = new();
    private bool _isClosed;

    /// <summary>Adds a request.</summary>
    /// <exception cref="EngineOverloadedException">As many requests wait as may.</exception>
    /// <exception cref="EngineStoppedException">The queue was closed.</exception>
    public void Add(PendingGeneration request)
    {
        lock (_gate)
        {
            if (_isClosed)
                throw new EngineStoppedException();
            DropCancelled();
            if (_requests.Count >= capacity)
                throw new EngineOverloadedException(capacity);
            _requests.AddLast(request);
        }
    }

    /// <summary>Takes the request that has waited longest, or gives null when none waits.</summary>
    public PendingGeneration? Take()
    {
        lock (_gate)
        {
            DropCancelled();
            var first = _requests.First;
            if (first is not null)
                _requests.RemoveFirst();
            return first?.Value;
        }
    }

    /// <summary>Refuses further requests and gives up those that still wait.</summary>
    public IReadOnlyList<PendingGeneration> Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            PendingGeneration[] rest = [.. _requests];
            _requests.Clear();
            return rest;
        }
    }

    private void DropCancelled()
    {
        for (var node = _requests.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.IsCancelled)
            {
                node.Value.Complete();
                _requests.Remove(node);
            }

            node = next;
        }
    }
}
