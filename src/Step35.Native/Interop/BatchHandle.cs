using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Step35.Native.Interop;

/// <summary>The memory of a batch: one zeroed block that holds all of its arrays.</summary>
internal sealed unsafe class BatchHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public BatchHandle(int capacity, int embeddingLength)
        : base(ownsHandle: true)
    {
        // Pointers first, then four-byte values, then bytes: each array stays aligned.
        var tokenBytes = sizeof(int*) + (4 * sizeof(int)) + ((long)embeddingLength * sizeof(float)) + sizeof(sbyte);
        var block = (byte*)NativeMemory.AllocZeroed((nuint)capacity, (nuint)tokenBytes);
        SetHandle((nint)block);

        var sequencePointers = (int**)block;
        var values = (int*)(sequencePointers + capacity);
        var sequences = values + (3 * capacity);
        var embeddings = (float*)(sequences + capacity);
        Native = new llama_batch
        {
            token = values,
            embd = embeddingLength == 0 ? null : embeddings,
            pos = values + capacity,
            n_seq_id = values + (2 * capacity),
            seq_id = sequencePointers,
            logits = (sbyte*)(embeddings + ((nint)capacity * embeddingLength)),
        };

        for (var i = 0; i < capacity; i++)
        {
            Native.n_seq_id[i] = 1;
            Native.seq_id[i] = sequences + i;
        }
    }

    /// <summary>The arrays, with no token in them yet.</summary>
    public llama_batch Native { get; }

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
