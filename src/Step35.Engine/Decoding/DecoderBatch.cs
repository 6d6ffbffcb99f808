using Step35.Engine.Tokenization;

namespace Step35.Engine.Decoding;

/// <summary>The tokens of one decode step, of one or several sequences.</summary>
/// <remarks>Reused from step to step without allocation.</remarks>
internal sealed class DecoderBatch(int capacity)
{
    private readonly DecoderBatchRow[] _rows = new DecoderBatchRow[capacity];

    public int Capacity => _rows.Length;

    public int Count { get; private set; }

    public ReadOnlySpan<DecoderBatchRow> Rows => _rows.AsSpan(0, Count);

    /// <summary>Adds a token and returns its row.</summary>
    public int Add(TokenId token, int position, SequenceId sequence, bool wantsOutput)
    {
        _rows[Count] = new DecoderBatchRow(token, position, sequence, wantsOutput);
        return Count++;
    }

    public void Clear() => Count = 0;
}
