namespace Step35.AI.Tests.Remote;

/// <summary>A response body that comes in pieces, each made when it is read, and then ends, breaks off, or goes silent.</summary>
internal sealed class PieceStream(IEnumerable<byte[]> pieces, StreamEnd end = StreamEnd.Whole) : Stream
{
    private readonly IEnumerator<byte[]> _pieces = pieces.GetEnumerator();
    private ReadOnlyMemory<byte> _piece;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_piece.IsEmpty && _pieces.MoveNext())
            _piece = _pieces.Current;
        if (!_piece.IsEmpty)
        {
            var length = Math.Min(_piece.Length, buffer.Length);
            _piece[..length].CopyTo(buffer);
            _piece = _piece[length..];
            return length;
        }

        if (end == StreamEnd.Broken)
            throw new HttpIOException(HttpRequestError.ResponseEnded);
        if (end == StreamEnd.Silent)
            await WaitForCloseAsync(cancellationToken);
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _closed.TrySetResult();
        _pieces.Dispose();
        base.Dispose(disposing);
    }

    private async Task WaitForCloseAsync(CancellationToken cancellationToken)
    {
        await _closed.Task.WaitAsync(cancellationToken);
        throw new IOException("The response was closed.");
    }
}
