using System.Runtime.CompilerServices;
using Step35.Engine.Drafting;
using Step35.Engine.Generation;
using Step35.Engine.Tuning;
using Step35.Native;

namespace Step35.Engine.Decoding;

/// <summary>Runs the model on the native core: one context, its thread pools and its batch.</summary>
/// <remarks>Owns the context, the pools and the batch; the model belongs to the engine.</remarks>
internal sealed class LlamaDecoderBackend : IDecoderBackend
{
    private readonly LlamaContext _context;
    private readonly LlamaThreadPool _threads;
    private readonly LlamaThreadPool _batchThreads;
    private readonly LlamaBatch _batch;
    private readonly LlamaVocabulary _vocabulary;
    private readonly Lazy<LlamaCandidates> _candidates;
    private readonly MtpPredictor? _heads;

    // Of requests whose sampler is still to be made; what belongs to a request that never comes goes with it.
    private readonly ConditionalWeakTable<GenerationGrammar, LlamaSampler> _grammars = [];

    public LlamaDecoderBackend(LoadedModel model, EngineOptions options, int contextLength)
    {
        SlidingWindow = model.Source.Header.SlidingWindow;
        _vocabulary = model.Weights.Vocabulary;
        _candidates = new Lazy<LlamaCandidates>(() => new LlamaCandidates(_vocabulary.Count));
        var parameters = options.ToContextParameters(contextLength);
        _context = model.Weights.CreateContext(parameters);
        try
        {
            SequenceLength = Math.Min(contextLength, _context.SequenceContextLength);
            _threads = LlamaThreadPool.Create(parameters.Threads);
            _batchThreads = parameters.BatchThreads == parameters.Threads ? _threads : LlamaThreadPool.Create(parameters.BatchThreads);
            _context.AttachThreadPool(_threads, _batchThreads);
            if (options.LoraAdapters.Count > 0)
                _context.SetAdapters([.. options.LoraAdapters.Select(adapter => (model.Weights.LoadAdapter(adapter.Path), adapter.Scale))]);
            _batch = new LlamaBatch(options.MaxBatchTokens);
            _heads = model.Heads is null ? null : new MtpPredictor(model.Heads, _context, _threads, options.MaxDraftTokens);
        }
        catch
        {
            _batch?.Dispose();
            _threads?.Dispose();
            _batchThreads?.Dispose();
            _context.Dispose();
            throw;
        }
    }

    /// <summary>Gets the heads that draft for this decoder; null without any.</summary>
    public IDraftPredictor? Heads => _heads;

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
        _heads?.Capture(batch);
    }

    public ITokenSampler CreateSampler(GenerationRequest request)
    {
        var grammar = request.Grammar is null
            ? null
            : new GrammarFilter(_vocabulary, TakeGrammar(request.Grammar), request.BannedTokens, _candidates.Value);
        return new LlamaTokenSampler(_context, request, _vocabulary.Count, grammar);
    }

    public void ReadGrammar(GenerationGrammar grammar) => _grammars.GetValue(grammar, key => GrammarFilter.Read(_vocabulary, key));

    public void Truncate(SequenceId sequence, int length)
    {
        _context.TryRemove(sequence.Value, from: length, to: -1);
        _heads?.Truncate(sequence, length);
    }

    public int GetFirstPosition(SequenceId sequence) => _context.GetFirstPosition(sequence.Value);

    public long GetStateBytes(SequenceId sequence, StateScope scope)
    {
        var nativeBytes = _context.GetStateSize(sequence.Value, Flags(scope));
        return nativeBytes == 0 ? 0 : nativeBytes + (_heads?.GetStateBytes(sequence) ?? HiddenRowsCopy.None.ByteCount);
    }

    public ISequenceState? Save(SequenceId sequence, StateScope scope, long byteCount)
    {
        var rows = _heads?.Copy(sequence) ?? HiddenRowsCopy.None;
        return _context.SaveState(sequence.Value, Flags(scope), byteCount - rows.ByteCount) is { } buffer
            ? new LlamaSequenceState(scope, rows, buffer)
            : null;
    }

    public bool TryRestore(SequenceId sequence, ISequenceState state)
    {
        var saved = (LlamaSequenceState)state;
        _heads?.Restore(sequence, saved.Rows);
        return _context.TryRestoreState(sequence.Value, saved.Buffer, Flags(state.Scope));
    }

    public ISequenceState ReadState(Stream source, StateScope scope, long byteCount) => LlamaSequenceState.Read(source, scope, byteCount);

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
        _heads?.Dispose();
        _batch.Dispose();
        _context.Dispose();
        _threads.Dispose();
        _batchThreads.Dispose();
    }

    // A request that is enumerated once more finds what was read for it taken.
    private LlamaSampler TakeGrammar(GenerationGrammar grammar) =>
        _grammars.TryGetValue(grammar, out var read) && _grammars.Remove(grammar) ? read : GrammarFilter.Read(_vocabulary, grammar);

    private static LlamaStateFlags Flags(StateScope scope) =>
        scope == StateScope.SlidingLayers ? LlamaStateFlags.PartialOnly : LlamaStateFlags.None;
}
