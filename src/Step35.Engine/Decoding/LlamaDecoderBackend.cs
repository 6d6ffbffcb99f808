using Step35.Engine.Generation;
using Step35.Native;

namespace Step35.Engine.Decoding;

/// <summary>Runs the model on the native core: one context, its thread pool and its batch.</summary>
/// <remarks>Owns the context, the pool and the batch; the model belongs to the engine.</remarks>
internal sealed class LlamaDecoderBackend : IDecoderBackend
{
    private readonly LlamaContext _context;
    private readonly LlamaThreadPool _threads;
    private readonly LlamaBatch _batch;
    private readonly int _vocabularySize;

    public LlamaDecoderBackend(LlamaModel model, int slidingWindow, EngineOptions options, int contextLength)
    {
        SlidingWindow = slidingWindow;
        // Compute threads spin while they wait: one more than the processors makes every step wait for a time slice.
        var threads = Math.Min(options.Threads ?? CpuTopology.PhysicalCoreCount, Environment.ProcessorCount);
        _vocabularySize = model.Vocabulary.Count;
        _context = model.CreateContext(new LlamaContextParameters
        {
            ContextLength = contextLength * options.MaxSequences,
            BatchSize = options.MaxBatchTokens,
            MicroBatchSize = options.MaxBatchTokens,
            SequenceCount = options.MaxSequences,
            // One row of logits a sequence; the core would keep one for every token of a batch.
            MaxOutputCount = options.MaxSequences,
            Threads = threads,
            BatchThreads = threads,
        });
        try
        {
            SequenceLength = Math.Min(contextLength, _context.SequenceContextLength);
            _threads = LlamaThreadPool.Create(threads);
            _context.AttachThreadPool(_threads, _threads);
            _batch = new LlamaBatch(options.MaxBatchTokens);
        }
        catch
        {
            _threads?.Dispose();
            _context.Dispose();
            throw;
        }
    }

    public int SequenceLength { get; }

    public int SequenceCount => _context.SequenceCount;

    public int MaxBatchTokens => _batch.Capacity;

    public int SlidingWindow { get; }

    public void Decode(DecoderBatch batch)
    {
        _batch.Clear();
        foreach (var row in batch.Rows)
            _batch.Add(row.Token.Value, row.Position, row.Sequence.Value, row.WantsOutput);
        var status = _context.Decode(_batch);
        if (status != 0)
            throw new DecodeFailedException(status);
    }

    public ITokenSampler CreateSampler(GenerationRequest request) => new LlamaTokenSampler(_context, request, _vocabularySize);

    public void Truncate(SequenceId sequence, int length) => _context.TryRemove(sequence.Value, from: length, to: -1);

    public int GetFirstPosition(SequenceId sequence) => _context.GetFirstPosition(sequence.Value);

    public long GetStateBytes(SequenceId sequence, StateScope scope) => _context.GetStateSize(sequence.Value, Flags(scope));

    public ISequenceState? Save(SequenceId sequence, StateScope scope, long byteCount) =>
        _context.SaveState(sequence.Value, Flags(scope), byteCount) is { } buffer ? new LlamaSequenceState(scope, buffer) : null;

    public bool TryRestore(SequenceId sequence, ISequenceState state) =>
        _context.TryRestoreState(sequence.Value, ((LlamaSequenceState)state).Buffer, Flags(state.Scope));

    public ISequenceState ReadState(Stream source, StateScope scope, long byteCount) =>
        new LlamaSequenceState(scope, LlamaStateBuffer.Read(source, byteCount));

    /// <summary>Runs one step and forgets it, so that buffers are allocated and graphs are built before the first request.</summary>
    public void WarmUp()
    {
        _batch.Clear();
        _batch.Add(token: 0, position: 0, sequence: 0, output: true);
        var status = _context.Decode(_batch);
        if (status != 0)
            throw new DecodeFailedException(status);
        _context.Clear(data: true);
        _context.Synchronize();
    }

    public void Dispose()
    {
        _batch.Dispose();
        _context.Dispose();
        _threads.Dispose();
    }

    private static LlamaStateFlags Flags(StateScope scope) =>
        scope == StateScope.SlidingLayers ? LlamaStateFlags.PartialOnly : LlamaStateFlags.None;
}
