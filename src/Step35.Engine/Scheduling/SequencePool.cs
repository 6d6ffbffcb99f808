using Step35.Engine.Decoding;

namespace Step35.Engine.Scheduling;

/// <summary>The decoder's sequences that nobody uses; the lowest goes out first.</summary>
/// <remarks>
/// Low, neighbouring ids matter: the native core computes the rows of sequences whose ids follow each other upward together.
/// </remarks>
internal sealed class SequencePool(int count)
{
    private readonly PriorityQueue<SequenceId, int> _free = new(Enumerable.Range(0, count).Select(id => (new SequenceId(id), id)));

    public bool IsEmpty => _free.Count == 0;

    public SequenceId Take() => _free.Dequeue();

    public void Return(SequenceId sequence) => _free.Enqueue(sequence, sequence.Value);
}
