using System.Text;

namespace Step35.Plugins.Tests.Http;

/// <summary>The server's end of a connection: it waits for a request and then gives the answer of its path.</summary>
internal sealed class RequestReader(Func<string, Stream> answerOf) : OneWayStream
{
    private readonly TaskCompletionSource<Stream> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _request = new();

    public override bool CanWrite => true;

    public override int Read(Span<byte> buffer) => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var answer = await _answer.Task.WaitAsync(cancellationToken);
        return await answer.ReadAsync(buffer, cancellationToken);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        _request.Append(Encoding.ASCII.GetString(buffer, offset, count));
        var request = _request.ToString();
        if (request.EndsWith("\r\n\r\n", StringComparison.Ordinal))
            _answer.TrySetResult(answerOf(request.Split(' ')[1]));
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.ToArray(), 0, buffer.Length);
        return default;
    }

    protected override void Dispose(bool disposing)
    {
        if (_answer.Task.IsCompletedSuccessfully)
            _answer.Task.Result.Dispose();
        _answer.TrySetCanceled();
        base.Dispose(disposing);
    }
}
