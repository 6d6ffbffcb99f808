namespace Step35.Plugins.Tests.Http;

/// <summary>A stream that nothing ever comes from; as with a socket, closing it ends those who wait.</summary>
internal sealed class SilentStream : OneWayStream
{
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource IsRead { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override int Read(Span<byte> buffer) => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        IsRead.TrySetResult();
        await _closed.Task;
        throw new IOException("closed");
    }

    protected override void Dispose(bool disposing)
    {
        _closed.TrySetResult();
        base.Dispose(disposing);
    }
}
