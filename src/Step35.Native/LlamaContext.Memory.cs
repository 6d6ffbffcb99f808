using Step35.Native.Interop;
using static Step35.Native.Interop.Interop;

namespace Step35.Native;

/// <content>The KV memory: what each sequence holds, and its saved states.</content>
internal sealed unsafe partial class LlamaContext
{
    private const int AllSequences = -1;

    /// <summary>Removes the positions from <paramref name="from"/> up to <paramref name="to"/>; negative means open.</summary>
    /// <param name="sequence">The sequence; -1 means all.</param>
    /// <param name="from">The first position that goes.</param>
    /// <param name="to">The first position after it that stays.</param>
    /// <returns>Whether the memory could do it.</returns>
    public bool TryRemove(int sequence, int from, int to)
    {
        if (sequence != AllSequences)
            CheckSequence(sequence);
        using var lease = new HandleLease(_handle);
        return llama_memory_seq_rm(llama_get_memory(_handle), sequence, from, to) != 0;
    }

    /// <summary>Shares the positions of a sequence with another one.</summary>
    public void Copy(int source, int destination, int from, int to)
    {
        CheckSequence(source);
        CheckSequence(destination);
        if (!_unified && source != destination && (from > 0 || to >= 0))
            throw new ArgumentException("Without a unified KV cache only a whole sequence can be copied: from = 0, to = -1.", nameof(from));
        using var lease = new HandleLease(_handle);
        llama_memory_seq_cp(llama_get_memory(_handle), source, destination, from, to);
    }

    /// <summary>Forgets all sequences.</summary>
    /// <param name="data">Whether the cells are zeroed too.</param>
    public void Clear(bool data)
    {
        using var lease = new HandleLease(_handle);
        llama_memory_clear(llama_get_memory(_handle), NativeBoolean.From(data));
    }

    /// <summary>The first position that every layer still holds; -1 when the sequence is empty.</summary>
    public int GetFirstPosition(int sequence)
    {
        CheckSequence(sequence);
        using var lease = new HandleLease(_handle);
        return llama_memory_seq_pos_min(llama_get_memory(_handle), sequence);
    }

    /// <summary>The last position; -1 when the sequence is empty.</summary>
    public int GetLastPosition(int sequence)
    {
        CheckSequence(sequence);
        using var lease = new HandleLease(_handle);
        return llama_memory_seq_pos_max(llama_get_memory(_handle), sequence);
    }

    /// <summary>The bytes that saving takes now; 0 when the core cannot save it.</summary>
    public long GetStateSize(int sequence, LlamaStateFlags flags)
    {
        CheckSequence(sequence);
        return (long)llama_state_seq_get_size_ext(_handle, sequence, flags);
    }

    /// <summary>Saves a sequence, in as many bytes as <see cref="GetStateSize"/> has just given; null when the core cannot.</summary>
    /// <exception cref="OutOfMemoryException">The machine has no memory for it.</exception>
    public LlamaStateBuffer? SaveState(int sequence, LlamaStateFlags flags, long byteCount)
    {
        CheckSequence(sequence);
        var buffer = new LlamaStateBuffer(byteCount);
        if ((long)llama_state_seq_get_data_ext(_handle, buffer.Handle, (nuint)buffer.ByteCount, sequence, flags) == buffer.ByteCount)
            return buffer;
        buffer.Dispose();
        return null;
    }

    /// <summary>Restores a sequence.</summary>
    /// <returns>False when the state does not fit; what was to be restored is then empty.</returns>
    public bool TryRestoreState(int sequence, LlamaStateBuffer state, LlamaStateFlags flags)
    {
        ArgumentNullException.ThrowIfNull(state);
        CheckSequence(sequence);
        return (long)llama_state_seq_set_data_ext(_handle, state.Handle, (nuint)state.ByteCount, sequence, flags) == state.ByteCount;
    }

    // The core aborts the process on an unknown sequence.
    private void CheckSequence(int sequence) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)sequence, (uint)SequenceCount, nameof(sequence));
}
