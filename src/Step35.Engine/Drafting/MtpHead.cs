using System.Numerics.Tensors;
using Step35.Engine.Tokenization;
using Step35.Native;

namespace Step35.Engine.Drafting;

/// <summary>One multi-token-prediction head, in a context of its own.</summary>
/// <remarks>
/// A head is one layer with a sliding window. It takes a token with the hidden row of the token before, so what it keeps of a position
/// depends on these two alone, and can be computed whenever it is needed. Where the model has computed a token, its hidden row is the
/// model's; after that, the one that the head before has given.
/// Invariant: below a sequence's end, all positions in sight are computed from the model's own rows.
/// </remarks>
internal sealed class MtpHead : IDisposable
{
    private readonly LlamaContext _context;
    private readonly LlamaBatch _batch;
    private readonly MtpMemory _memory;
    private readonly int _index;
    private readonly int[] _ends;
    private readonly List<int> _outputs = [];

    public MtpHead(int index, LlamaContext context, int embeddingLength, MtpMemory memory)
    {
        (_index, _context, _memory) = (index, context, memory);
        _ends = new int[context.SequenceCount];
        _batch = new LlamaBatch(context.BatchSize, embeddingLength);
        context.SetNextNEmbeddings(enabled: true, masked: true);
        context.SetNextNLayerOffset(index);
    }

    /// <summary>Adds the next token to each draft, as this head guesses it.</summary>
    /// <param name="drafts">Drafts with a token from each head before this one.</param>
    /// <returns>False when the core failed; the head begins anew then.</returns>
    public bool TryPredict(ReadOnlySpan<Draft> drafts)
    {
        foreach (var draft in drafts)
            if (!TryCatchUp(draft))
                return Fail();

        _outputs.Clear();
        foreach (var draft in drafts)
            _outputs.Add(AddRows(draft));
        if (!TryDecode())
            return Fail();
        for (var index = 0; index < drafts.Length; index++)
            Read(drafts[index], _outputs[index]);
        return true;
    }

    /// <summary>Takes note that a sequence was cut to a length, or has become another one of length 0.</summary>
    public void Truncate(int sequence, int length)
    {
        // The window before the cut may be overwritten already.
        if (length < _ends[sequence])
            _ends[sequence] = 0;
    }

    public void Dispose()
    {
        _batch.Dispose();
        _context.Dispose();
    }

    // What is out of the window's sight need not be computed; after a pause that may be most of it.
    private bool TryCatchUp(Draft draft)
    {
        ref var end = ref _ends[draft.Sequence.Value];
        var newest = draft.Known.Length - 1;
        var first = _memory.FirstComputable(draft.Sequence, newest);
        var isOutOfSight = end < first;
        end = isOutOfSight ? first : Math.Min(end, newest);
        _context.TryRemove(draft.Sequence.Value, from: isOutOfSight ? 0 : end, to: -1);
        while (newest - end > _memory.MaxTokens)
        {
            for (var stop = Math.Min(newest, end + _batch.Capacity); end < stop; end++)
                AddRow(draft, end, output: false, _memory.RowBefore(draft.Sequence, end));
            if (!TryDecode())
                return false;
        }

        return true;
    }

    /// <summary>Adds what is missing up to the newest token, and then the tokens that were guessed.</summary>
    /// <returns>The row that has the output.</returns>
    private int AddRows(Draft draft)
    {
        ref var end = ref _ends[draft.Sequence.Value];
        var row = 0;
        for (var newest = draft.Known.Length - 1; end <= newest; end++)
            row = AddRow(draft, end, output: end == newest && _index == 0, _memory.RowBefore(draft.Sequence, end));
        for (var guess = 0; guess < _index; guess++)
            row = AddRow(draft, end + guess, output: guess == _index - 1, _memory.Chain(draft.Sequence, guess));
        return row;
    }

    private int AddRow(Draft draft, int position, bool output, ReadOnlySpan<float> hidden)
    {
        var known = draft.Known;
        var token = position < known.Length ? known[position] : draft.Tokens[position - known.Length];
        var row = _batch.Add(token.Value, position, draft.Sequence.Value, output);
        hidden.CopyTo(_batch.GetEmbedding(row));
        return row;
    }

    private bool TryDecode()
    {
        var isDone = _context.Decode(_batch) == 0;
        _batch.Clear();
        return isDone;
    }

    private void Read(Draft draft, int row)
    {
        draft.Add(new TokenId(TensorPrimitives.IndexOfMax(_context.GetLogits(row))));
        if (draft.Count < draft.Limit)
            _context.GetNextNEmbedding(row).CopyTo(_memory.Chain(draft.Sequence, _index));
    }

    private bool Fail()
    {
        _context.Clear(data: false);
        Array.Clear(_ends);
        return false;
    }
}
