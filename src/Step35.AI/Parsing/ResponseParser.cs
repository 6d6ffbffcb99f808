namespace Step35.AI.Parsing;

/// <summary>Turns the pieces of a generated answer into reasoning, text and function calls.</summary>
internal sealed class ResponseParser(bool startsInReasoning)
{
    private bool _inReasoning = startsInReasoning;

    /// <summary>Takes the next piece and adds what is certain now.</summary>
    public void Push(ReadOnlySpan<char> piece, ICollection<ResponseEvent> events)
    {
        _inReasoning = _inReasoning && !piece.Contains("</think>", StringComparison.Ordinal);
        events.Add(_inReasoning ? new ReasoningDelta(piece.ToString()) : new TextDelta(piece.ToString()));
    }

    /// <summary>Ends the answer and adds what was held back.</summary>
    public void Complete(ICollection<ResponseEvent> events) => _inReasoning = events is null;
}
