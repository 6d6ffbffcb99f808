using System.Runtime.InteropServices;
using System.Text;

namespace Step35.Native.Interop;

/// <summary>Native memory that lives for the length of one call: arrays and texts that parameters point to.</summary>
internal sealed unsafe class NativeArena : IDisposable
{
    private readonly List<nint> _blocks = [];

    /// <summary>Copies elements and adds an empty one after them, which ends C's arrays.</summary>
    public T* CopyEnded<T>(ReadOnlySpan<T> elements)
        where T : unmanaged
    {
        var block = (T*)NativeMemory.AllocZeroed((nuint)elements.Length + 1, (nuint)sizeof(T));
        _blocks.Add((nint)block);
        elements.CopyTo(new Span<T>(block, elements.Length));
        return block;
    }

    public byte* CopyText(string text) => CopyEnded<byte>(Encoding.UTF8.GetBytes(text));

    public void Dispose()
    {
        foreach (var block in _blocks)
            NativeMemory.Free((void*)block);
        _blocks.Clear();
    }
}
