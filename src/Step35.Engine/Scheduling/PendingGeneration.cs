using Step35.Engine.Generation;
using Step35.Engine.Telemetry;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Scheduling;

/// <summary>A request on its way through the scheduler, and the updates on their way back.</summary>
/// <remarks>
/// The scheduler's thread writes, the caller reads. The buffer is bounded by back-pressure: while it is full, the
/// scheduler plans no step for this request.
/// </remarks>
internal sealed class PendingGeneration(GenerationRequest request, long postedAt, Action wakeScheduler, RequestTelemetry telemetry)
{
    private const int BufferedUpdates = 64;

    private readonly UpdateQueue _updates = new();
    private volatile bool _isCancelled;

    public GenerationRequest Request { get; } = request;

    public TokenId[] Prompt { get; } = request.Prompt as TokenId[] ?? [.. request.Prompt];

    /// <summary>Gets the timestamp of the posting.</summary>
    public long PostedAt => postedAt;

    /// <summary>Sets what is told that the caller is gone: the queue, before anybody else knows the request.</summary>
    public Action? Cancelled { private get; set; }

    /// <summary>Gets a value indicating whether the caller is gone; the scheduler drops the request at its next step.</summary>
    public bool IsCancelled => _isCancelled;

    public bool IsBufferFull => _updates.Count >= BufferedUpdates;

    /// <summary>Gets what reports on the request.</summary>
    public RequestTelemetry Telemetry => telemetry;

    public void Publish(GenerationUpdate update)
    {
        telemetry.Published(update);
        _updates.Write(update);
    }

    public void Complete(Exception? error = null)
    {
        // Whoever has left is not told the error, so the request counts as cancelled.
        telemetry.Finished(_isCancelled ? null : error);
        _updates.Complete(error);
    }

    /// <summary>Ends the stream for the caller and the queue at once, and for the scheduler at its next step.</summary>
    public void Cancel()
    {
        _isCancelled = true;
        _updates.Abandon();
        Cancelled?.Invoke();
        wakeScheduler();
    }

    public ValueTask<bool> WaitToReadAsync() => _updates.WaitToReadAsync();

    public bool TryRead(out GenerationUpdate update)
    {
        var read = _updates.TryRead(out update);
        // Counted after the read: the scheduler may fill the buffer between a look before and the read, and then wait.
        if (read && _updates.Count == BufferedUpdates - 1)
            wakeScheduler();
        return read;
    }
}
