namespace Step35.Plugins.Tests.Http;

/// <summary>The bytes of an answer: its head, then its body.</summary>
internal sealed class Conversation(byte[] head, Stream body) : OneWayStream
{
    private int _sent;

    public override int Read(Span<byte> buffer)
    {
        if (_sent == head.Length)
            return body.Read(buffer);
        var count = Math.Min(buffer.Length, head.Length - _sent);
        head.AsSpan(_sent, count).CopyTo(buffer);
        _sent += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _sent == head.Length ? body.ReadAsync(buffer, cancellationToken) : base.ReadAsync(buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        body.Dispose();
        base.Dispose(disposing);
    }
}
