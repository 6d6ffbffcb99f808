using Step35.Native.Interop;
using Step35.Native.Logging;
using static Step35.Native.Interop.Interop;

namespace Step35.Native;

/// <summary>A context: KV memory for a number of sequences and the buffers to compute in.</summary>
/// <remarks>
/// One thread at a time. What the core would abort the process for is refused here with an exception.
/// Spans of logits and hidden rows point into the context: they are valid until its next decode call or its disposal.
/// </remarks>
internal sealed unsafe partial class LlamaContext : IDisposable
{
    private readonly ContextHandle _handle;
    private readonly int _vocabularySize;
    private readonly int _embeddingLength;
    private readonly int _maxOutputCount;
    private readonly int _headCount;
    private readonly bool _unified;
    private readonly LlamaContextKind _kind;

    private LlamaContext(ContextHandle handle, ModelHandle model, LlamaContextParameters parameters)
    {
        _handle = handle;
        using var vocabulary = new VocabularyHandle(model);
        _vocabularySize = llama_vocab_n_tokens(vocabulary);
        _embeddingLength = llama_model_n_embd_out(model);
        _headCount = llama_model_n_layer_nextn(model);
        ContextLength = (int)llama_n_ctx(handle);
        SequenceContextLength = (int)llama_n_ctx_seq(handle);
        BatchSize = (int)llama_n_batch(handle);
        MicroBatchSize = (int)llama_n_ubatch(handle);
        SequenceCount = (int)llama_n_seq_max(handle);
        _maxOutputCount = parameters.MaxOutputCount == 0 ? BatchSize : parameters.MaxOutputCount;
        _unified = parameters.UnifiedKvCache;
        _kind = parameters.Kind;
    }

    /// <summary>The KV cells of all sequences together, as the core rounded them.</summary>
    public int ContextLength { get; }

    /// <summary>The most positions that one sequence can have.</summary>
    public int SequenceContextLength { get; }

    public int BatchSize { get; }

    public int MicroBatchSize { get; }

    public int SequenceCount { get; }

    internal ContextHandle Handle => _handle;

    /// <summary>Computes a batch.</summary>
    /// <returns>The core's status: 0 done, 1 no room in the KV memory, 2 aborted, negative an error.</returns>
    public int Decode(LlamaBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Check(batch);
        using var lease = new HandleLease(batch.Handle);
        return llama_decode(_handle, batch.ToNative());
    }

    /// <summary>The logits of a token that asked for an output; -1 names the last one.</summary>
    public ReadOnlySpan<float> GetLogits(int batchIndex) =>
        Output(llama_get_logits_ith(_handle, batchIndex), _vocabularySize, batchIndex);

    /// <summary>Makes a token the last choice of a row, yet not impossible: where nothing else is allowed it is still chosen.</summary>
    public void Discourage(int batchIndex, int token)
    {
        const float Unlikely = -1e6f;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)token, (uint)_vocabularySize, nameof(token));
        var logits = llama_get_logits_ith(_handle, batchIndex);
        _ = Output(logits, _vocabularySize, batchIndex);
        logits[token] = Unlikely;
    }

    /// <summary>Gives the context its threads. It keeps them alive until it is freed itself.</summary>
    public void AttachThreadPool(LlamaThreadPool pool, LlamaThreadPool batchPool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(batchPool);

        // A pool that is replaced is kept too: the CPU back end pauses the old pool at its next step.
        using var lease = new HandleLease(_handle);
        _handle.KeepAlive(pool.Handle);
        _handle.KeepAlive(batchPool.Handle);
        llama_attach_threadpool(_handle, pool.Handle, batchPool.Handle);
    }

    public void SetThreads(int threads, int batchThreads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchThreads);
        llama_set_n_threads(_handle, threads, batchThreads);
    }

    /// <summary>Computes with adapters, each with its share; replaces the ones before.</summary>
    public void SetAdapters(IReadOnlyList<(LlamaAdapter Adapter, float Scale)> adapters)
    {
        var handles = adapters.Select(adapter => adapter.Adapter.Handle).ToArray();
        var scales = adapters.Select(adapter => adapter.Scale).ToArray();
        fixed (nint* first = handles)
        fixed (float* scale = scales)
            _ = llama_set_adapters_lora(_handle, first, (nuint)handles.Length, scale);
    }

    /// <summary>Waits until all computation is done.</summary>
    public void Synchronize() => llama_synchronize(_handle);

    /// <summary>Asks for hidden rows: of the tokens with an output when masked, else of all tokens.</summary>
    public void SetNextNEmbeddings(bool enabled, bool masked) =>
        llama_set_embeddings_nextn(_handle, NativeBoolean.From(enabled), NativeBoolean.From(masked));

    /// <summary>Chooses the multi-token-prediction head that the next decode calls run.</summary>
    public void SetNextNLayerOffset(int offset)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)offset, (uint)_headCount, nameof(offset));
        llama_set_nextn_layer_offset(_handle, offset);
    }

    /// <summary>The hidden row of a token of the last batch.</summary>
    public ReadOnlySpan<float> GetNextNEmbedding(int index) =>
        Output(llama_get_embeddings_nextn_ith(_handle, index), _embeddingLength, index);

    public void Dispose() => _handle.Dispose();

    internal static LlamaContext Create(ModelHandle model, LlamaContextParameters parameters)
    {
        var mark = NativeLog.Mark();
        var handle = ContextHandle.Create(model, parameters.Other?._handle, ContextParameterMapping.ToNative(parameters));
        if (handle.IsInvalid)
        {
            throw new ContextCreationException(
                $"The native core could not create the context. Ask for fewer tokens of context, fewer sequences or a "
                + $"smaller cache type. The core says:{Environment.NewLine}{NativeLog.ComplaintsSince(mark)}");
        }

        return new LlamaContext(handle, model, parameters);
    }

    private void Check(LlamaBatch batch)
    {
        var rowLength = _kind == LlamaContextKind.Mtp ? _embeddingLength : 0;
        if (batch.Count == 0)
            throw new ArgumentException("The batch is empty.", nameof(batch));
        if (batch.Count > BatchSize)
            throw new ArgumentException($"The batch holds {batch.Count} tokens, the context takes {BatchSize}.", nameof(batch));
        if (batch.OutputCount > _maxOutputCount)
            throw new ArgumentException($"The batch asks for {batch.OutputCount} outputs, the context gives {_maxOutputCount}.", nameof(batch));
        if (batch.EmbeddingLength != rowLength)
            throw new ArgumentException($"The batch has hidden rows of {batch.EmbeddingLength} floats, the context takes {rowLength}.", nameof(batch));
    }

    private static ReadOnlySpan<float> Output(float* row, int length, int index) =>
        row != null
            ? new ReadOnlySpan<float>(row, length)
            : throw new InvalidOperationException($"Token {index} of the last batch has no such output; add it to the batch with output = true.");
}
