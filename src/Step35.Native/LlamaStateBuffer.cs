using Step35.Native.Interop;

namespace Step35.Native;

/// <summary>A sequence's saved state, outside the managed heap: it can be longer than any span.</summary>
/// <remarks>Immutable once filled; it does not depend on the context that it came from.</remarks>
internal sealed unsafe class LlamaStateBuffer : IDisposable
{
    private const int ChunkBytes = 1 << 20;

    private readonly StateHandle _handle;

    /// <exception cref="OutOfMemoryException">The machine has not that much memory.</exception>
    public LlamaStateBuffer(long byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(byteCount);
        ByteCount = byteCount;
        _handle = new StateHandle(byteCount);
    }

    public long ByteCount { get; }

    internal StateHandle Handle => _handle;

    /// <summary>Writes all bytes to a stream.</summary>
    public void CopyTo(Stream destination)
    {
        using var lease = new HandleLease(_handle);
        for (long offset = 0; offset < ByteCount; offset += ChunkBytes)
            destination.Write(Chunk(lease, offset));
    }

    /// <summary>Reads a state that <see cref="CopyTo"/> wrote.</summary>
    /// <exception cref="EndOfStreamException">The stream is too short.</exception>
    /// <exception cref="OutOfMemoryException">The machine has not that much memory.</exception>
    public static LlamaStateBuffer Read(Stream source, long byteCount)
    {
        var buffer = new LlamaStateBuffer(byteCount);
        try
        {
            using var lease = new HandleLease(buffer._handle);
            for (long offset = 0; offset < byteCount; offset += ChunkBytes)
                source.ReadExactly(buffer.Chunk(lease, offset));
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    public void Dispose() => _handle.Dispose();

    private Span<byte> Chunk(HandleLease lease, long offset) =>
        new((byte*)lease.Value + offset, (int)Math.Min(ChunkBytes, ByteCount - offset));
}
