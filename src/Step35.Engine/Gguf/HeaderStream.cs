using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Step35.Engine.Gguf;

/// <summary>Reads the header of one file front to back; nothing past it is touched.</summary>
/// <remarks>
/// Invariant: no allocation is larger than the bytes that the header can still hold, so that a damaged count or length
/// costs an error and no memory.
/// </remarks>
internal sealed class HeaderStream : IDisposable
{
    /// <summary>A header above this is no model's: the largest known vocabularies take a few megabytes.</summary>
    public const long MaxHeaderBytes = 256 * 1024 * 1024;

    private readonly SafeFileHandle _handle;
    private readonly byte[] _buffer;
    private readonly long _limit;
    private int _start;
    private int _end;
    private long _fileOffset;

    public HeaderStream(string path)
    {
        Path = path;
        _handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
        Length = RandomAccess.GetLength(_handle);
        _limit = Math.Min(Length, MaxHeaderBytes);
        _buffer = new byte[Math.Min(_limit, 64 * 1024)];
    }

    public string Path { get; }

    public long Length { get; }

    public long Position => _fileOffset - (_end - _start);

    public byte ReadByte() => Take(1)[0];

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public string ReadString(string what)
    {
        var bytes = new byte[ReadCount(what, minimumBytesEach: 1)];
        Fill(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Reads a count and refuses one that the rest of the header has no room for.</summary>
    public int ReadCount(string what, int minimumBytesEach)
    {
        var count = ReadUInt64();
        var room = (ulong)(_limit - Position) / (ulong)minimumBytesEach;
        return count <= room
            ? (int)count
            : throw Fail($"{what} claims {count:N0} entries, more than the file has room for; "
                + "it is damaged or cut off, download it again.");
    }

    public T[] ReadArray<T>(string what)
        where T : unmanaged
    {
        var elements = new T[ReadCount(what, Unsafe.SizeOf<T>())];
        Fill(MemoryMarshal.AsBytes(elements.AsSpan()));
        return elements;
    }

    public GgufStringArray ReadStrings(string what)
    {
        var ends = new int[ReadCount(what, minimumBytesEach: sizeof(ulong))];
        using var utf8 = new MemoryStream();
        for (var i = 0; i < ends.Length; i++)
        {
            var left = ReadCount(what, minimumBytesEach: 1);
            while (left > 0)
            {
                var piece = Take(Math.Min(left, _buffer.Length));
                utf8.Write(piece);
                left -= piece.Length;
            }

            ends[i] = (int)utf8.Length;
        }

        return new GgufStringArray(utf8.ToArray(), ends);
    }

    public GgufException Fail(string message, Exception? cause = null) => new(Path, message, cause);

    public void Dispose() => _handle.Dispose();

    private void Fill(Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            var piece = Take(Math.Min(target.Length, _buffer.Length));
            piece.CopyTo(target);
            target = target[piece.Length..];
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_end - _start < count)
            Refill(count);
        _start += count;
        return _buffer.AsSpan(_start - count, count);
    }

    private void Refill(int count)
    {
        if (_limit - Position < count)
            throw Fail(Length > _limit
                ? $"the header goes past {MaxHeaderBytes:N0} bytes, which no model needs; it is damaged, download it again."
                : "the file ends in the middle of its header; it is cut off, download it again.");
        var kept = _end - _start;
        _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        (_start, _end) = (0, kept);
        while (_end < count)
        {
            var read = RandomAccess.Read(_handle, _buffer.AsSpan(_end), _fileOffset);
            if (read == 0)
                throw Fail("the file became shorter while it was read; wait until it is downloaded whole.");
            _end += read;
            _fileOffset += read;
        }
    }
}
