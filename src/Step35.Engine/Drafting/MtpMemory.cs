using Step35.Engine.Decoding;

namespace Step35.Engine.Drafting;

/// <summary>The hidden rows that the heads work with: the model's, and those that the heads give each other within a step.</summary>
/// <remarks>Belongs to the scheduler's thread.</remarks>
internal sealed class MtpMemory
{
    private readonly HiddenRows[] _rows;
    private readonly float[] _chain;
    private readonly float[] _noRow;
    private readonly int _width;
    private readonly int _window;

    /// <param name="width">The floats of a row.</param>
    /// <param name="window">How many tokens a head looks back over, the token itself included.</param>
    /// <param name="slack">How many tokens a sequence can be cut back by with the window before the cut still there.</param>
    /// <param name="maxTokens">How many heads there are.</param>
    /// <param name="sequences">How many sequences.</param>
    public MtpMemory(int width, int window, int slack, int maxTokens, int sequences)
    {
        (_width, _window, MaxTokens) = (width, window, maxTokens);
        _rows = [.. Enumerable.Range(0, sequences).Select(_ => new HiddenRows(width, window, slack))];
        _chain = new float[sequences * maxTokens * width];
        _noRow = new float[width];
    }

    public int MaxTokens { get; }

    public HiddenRows Rows(SequenceId sequence) => _rows[sequence.Value];

    /// <summary>Tells whether the model's rows lead up to a token.</summary>
    public bool LeadsTo(SequenceId sequence, int position) => Rows(sequence) is { } rows && rows.End == position && rows.First < rows.End;

    /// <summary>Gets the first position in a token's sight that can be computed.</summary>
    public int FirstComputable(SequenceId sequence, int position)
    {
        var first = Rows(sequence).First;
        return Math.Max(first == 0 ? 0 : first + 1, position - _window + 1);
    }

    /// <summary>Gets the model's row of the token before a position; the first token has none.</summary>
    public ReadOnlySpan<float> RowBefore(SequenceId sequence, int position) => position == 0 ? _noRow : Rows(sequence)[position - 1];

    /// <summary>Gets the row that a head gives to the next one.</summary>
    public Span<float> Chain(SequenceId sequence, int head) => _chain.AsSpan(((sequence.Value * MaxTokens) + head) * _width, _width);
}
