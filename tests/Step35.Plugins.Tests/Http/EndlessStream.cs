namespace Step35.Plugins.Tests.Http;

/// <summary>A stream that never ends, and counts what was taken.</summary>
internal sealed class EndlessStream : OneWayStream
{
    public long Taken { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        buffer.Fill((byte)'x');
        Taken += buffer.Length;
        return buffer.Length;
    }
}
