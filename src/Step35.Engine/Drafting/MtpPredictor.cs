using System.Runtime.InteropServices;
using Step35.Engine.Decoding;
using Step35.Native;

namespace Step35.Engine.Drafting;

/// <summary>Guesses with the model's multi-token-prediction heads: each guesses one token further than the one before.</summary>
/// <remarks>
/// Source: the chain is that of llama.cpp's draft-mtp for step35. Unlike there, a head is computed only as far back as its window sees
/// and only when it is asked, which gives the same guesses. Belongs to the scheduler's thread.
/// </remarks>
internal sealed class MtpPredictor : IDraftPredictor, IDisposable
{
    // Enough to catch up in few calls; more would only make the buffers larger.
    private const int BatchSize = 128;

    private readonly LlamaContext _target;
    private readonly MtpMemory _memory;
    private readonly List<MtpHead> _heads = [];
    private readonly List<Draft> _open = [];

    /// <param name="model">The model that holds the heads.</param>
    /// <param name="target">The context whose tokens are guessed.</param>
    /// <param name="threads">What computes.</param>
    /// <param name="maxTokens">The most tokens to guess: so many heads are used.</param>
    public MtpPredictor(LlamaModel model, LlamaContext target, LlamaThreadPool threads, int maxTokens)
    {
        _target = target;
        var count = Math.Min(maxTokens, model.NextNLayerCount);
        // The model's own sliding layers remember as much beyond their window.
        _memory = new MtpMemory(model.OutputEmbeddingLength, model.SlidingWindow, target.MicroBatchSize, count, target.SequenceCount);
        try
        {
            for (var index = 0; index < count; index++)
                _heads.Add(CreateHead(index, model, threads));
        }
        catch
        {
            Dispose();
            throw;
        }

        target.SetNextNEmbeddings(enabled: true, masked: false);
    }

    public int MaxTokens => _heads.Count;

    /// <summary>Counts the tokens that a head takes at once.</summary>
    public static int CountBatchTokens(int sequences, int heads) =>
        // Each sequence may bring what was accepted since the last time, its newest token and the guesses before this one.
        Math.Max(BatchSize, sequences * ((2 * heads) + 1));

    public void Predict(ReadOnlySpan<Draft> drafts)
    {
        _open.Clear();
        foreach (var draft in drafts)
            if (_memory.LeadsTo(draft.Sequence, draft.Known.Length - 1))
                _open.Add(draft);
        foreach (var head in _heads)
        {
            if (_open.Count == 0 || !head.TryPredict(CollectionsMarshal.AsSpan(_open)))
                return;
            _open.RemoveAll(static draft => draft.Count >= draft.Limit);
        }
    }

    /// <summary>Keeps the hidden rows of the batch that the target has just decoded.</summary>
    public void Capture(DecoderBatch batch)
    {
        for (var index = 0; index < batch.Count; index++)
        {
            var row = batch.Rows[index];
            _memory.Rows(row.Sequence).Add(row.Position, _target.GetNextNEmbedding(index));
        }
    }

    /// <summary>Takes note that a sequence was cut.</summary>
    public void Truncate(SequenceId sequence, int length)
    {
        _memory.Rows(sequence).Truncate(length);
        foreach (var head in _heads)
            head.Truncate(sequence.Value, length);
    }

    /// <summary>Copies what is known of a sequence; the heads' own memory follows from it.</summary>
    public HiddenRowsCopy Copy(SequenceId sequence) => _memory.Rows(sequence).Copy();

    public long GetStateBytes(SequenceId sequence) => _memory.Rows(sequence).StateBytes;

    public void Restore(SequenceId sequence, HiddenRowsCopy rows)
    {
        Truncate(sequence, 0);
        _memory.Rows(sequence).Restore(rows);
    }

    public void Dispose()
    {
        foreach (var head in _heads)
            head.Dispose();
    }

    private MtpHead CreateHead(int index, LlamaModel model, LlamaThreadPool threads)
    {
        var batchSize = CountBatchTokens(_target.SequenceCount, _memory.MaxTokens);
        var context = model.CreateContext(new LlamaContextParameters
        {
            Kind = LlamaContextKind.Mtp,
            Other = _target,
            ContextLength = _target.ContextLength,
            BatchSize = batchSize,
            MicroBatchSize = batchSize,
            SequenceCount = _target.SequenceCount,
            MaxOutputCount = _target.SequenceCount,
            Threads = threads.ThreadCount,
            BatchThreads = threads.ThreadCount,
            // Sequences bring rows in different numbers; with cells of their own, the core would compute them one by one.
            UnifiedKvCache = true,
        });
        try
        {
            context.AttachThreadPool(threads, threads);
            return new MtpHead(index, context, model.OutputEmbeddingLength, _memory);
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }
}
