using System.Threading.Tasks.Sources;
using Step35.Engine.Generation;

namespace Step35.Engine.Scheduling;

/// <summary>The updates of one request on their way from the scheduler to its caller; allocates nothing for a token.</summary>
/// <remarks>One thread writes, one reads; anybody may complete it. What is written after that is dropped.</remarks>
internal sealed class UpdateQueue : IValueTaskSource<bool>
{
    private readonly Lock _gate = new();
    private GenerationUpdate[] _ring = new GenerationUpdate[16];
    private int _first;
    private volatile int _count;
    private bool _isCompleted;
    private Exception? _error;
    private bool _isReaderWaiting;

    // Never on the scheduler's own thread: what a caller does with an update takes as long as it likes.
    private ManualResetValueTaskSourceCore<bool> _wait = new() { RunContinuationsAsynchronously = true };

    public int Count => _count;

    public void Write(GenerationUpdate update)
    {
        lock (_gate)
        {
            if (_isCompleted)
                return;
            Enqueue(update);
            if (!TakeWaitingReader())
                return;
        }

        _wait.SetResult(true);
    }

    /// <summary>Ends the stream; what is written already can still be read.</summary>
    public void Complete(Exception? error)
    {
        lock (_gate)
        {
            if (_isCompleted)
                return;
            (_isCompleted, _error) = (true, error);
            if (!TakeWaitingReader())
                return;
        }

        if (error is null)
            _wait.SetResult(false);
        else
            _wait.SetException(error);
    }

    /// <summary>Ends the stream and drops what is written already.</summary>
    public void Abandon()
    {
        lock (_gate)
            _count = 0;
        Complete(error: null);
    }

    /// <summary>Waits for an update; false at the end of the stream.</summary>
    public ValueTask<bool> WaitToReadAsync()
    {
        lock (_gate)
        {
            if (_count > 0)
                return ValueTask.FromResult(true);
            if (_isCompleted)
                return _error is null ? ValueTask.FromResult(false) : ValueTask.FromException<bool>(_error);
            _wait.Reset();
            _isReaderWaiting = true;
            return new ValueTask<bool>(this, _wait.Version);
        }
    }

    public bool TryRead(out GenerationUpdate update)
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                update = default;
                return false;
            }

            update = _ring[_first];
            _ring[_first] = default;
            _first = (_first + 1) % _ring.Length;
            _count--;
            return true;
        }
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    private bool TakeWaitingReader()
    {
        var isWaiting = _isReaderWaiting;
        _isReaderWaiting = false;
        return isWaiting;
    }

    private void Enqueue(GenerationUpdate update)
    {
        if (_count == _ring.Length)
        {
            var larger = new GenerationUpdate[_ring.Length * 2];
            for (var index = 0; index < _count; index++)
                larger[index] = _ring[(_first + index) % _ring.Length];
            (_ring, _first) = (larger, 0);
        }

        _ring[(_first + _count) % _ring.Length] = update;
        _count++;
    }
}
