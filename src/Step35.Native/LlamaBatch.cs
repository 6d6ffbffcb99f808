using Step35.Native.Interop;

namespace Step35.Native;

/// <summary>The tokens of one decode call, with their positions, sequences and, for multi-token prediction, hidden rows.</summary>
/// <remarks>Owns its memory and allocates nothing after construction. Not safe for concurrent calls.</remarks>
internal sealed unsafe class LlamaBatch : IDisposable
{
    private readonly BatchHandle _handle;

    /// <param name="capacity">The most tokens it can hold.</param>
    /// <param name="embeddingLength">The floats of the hidden row that goes with each token; 0 for tokens alone.</param>
    public LlamaBatch(int capacity, int embeddingLength = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        ArgumentOutOfRangeException.ThrowIfNegative(embeddingLength);
        Capacity = capacity;
        EmbeddingLength = embeddingLength;
        _handle = new BatchHandle(capacity, embeddingLength);
    }

    public int Count { get; private set; }

    public int Capacity { get; }

    public int EmbeddingLength { get; }

    /// <summary>The tokens that ask for an output.</summary>
    public int OutputCount { get; private set; }

    internal BatchHandle Handle => _handle;

    /// <summary>Adds a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="position">Its place in the sequence.</param>
    /// <param name="sequence">The sequence.</param>
    /// <param name="output">Whether its logits are wanted.</param>
    /// <returns>Its index in the batch, which names its logits after decoding.</returns>
    public int Add(int token, int position, int sequence, bool output)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        if (Count == Capacity)
            throw new InvalidOperationException($"The batch is full at {Capacity} tokens; decode it, or make it larger.");

        var native = _handle.Native;
        var index = Count++;
        native.token[index] = token;
        native.pos[index] = position;
        native.seq_id[index][0] = sequence;
        native.logits[index] = output ? (sbyte)1 : (sbyte)0;
        OutputCount += native.logits[index];
        return index;
    }

    /// <summary>The hidden row of a token, to be written before decoding.</summary>
    public Span<float> GetEmbedding(int index)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return new Span<float>(_handle.Native.embd + ((nint)index * EmbeddingLength), EmbeddingLength);
    }

    public void Clear()
    {
        Count = 0;
        OutputCount = 0;
    }

    public void Dispose() => _handle.Dispose();

    internal llama_batch ToNative() => _handle.Native with { n_tokens = Count };
}
