using System.Text;

namespace Step35.Plugins.Processes;

/// <summary>Keeps the beginning and the end of an output of any length.</summary>
internal sealed class BoundedOutput(int maxBytes)
{
    private readonly byte[] _head = new byte[maxBytes / 2];
    private readonly byte[] _tail = new byte[maxBytes - (maxBytes / 2)];
    private int _headLength;
    private long _tailLength;

    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[16_384];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            Add(buffer.AsSpan(0, read));
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var first = Math.Min(bytes.Length, _head.Length - _headLength);
        bytes[..first].CopyTo(_head.AsSpan(_headLength));
        _headLength += first;
        foreach (var value in bytes[first..])
            _tail[_tailLength++ % _tail.Length] = value;
    }

    public override string ToString()
    {
        if (_tailLength <= _tail.Length)
            return Encoding.UTF8.GetString([.. _head.AsSpan(0, _headLength), .. _tail.AsSpan(0, (int)_tailLength)]);
        var split = (int)(_tailLength % _tail.Length);
        var end = Encoding.UTF8.GetString([.. _tail.AsSpan(split), .. _tail.AsSpan(0, split)]);
        return $"{Encoding.UTF8.GetString(_head)}\n… ({_tailLength - _tail.Length} bytes left out) …\n{end}";
    }
}
