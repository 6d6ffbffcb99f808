namespace Step35.Engine.Scheduling;

/// <summary>A request in the queue, and where it stands there.</summary>
internal sealed class WaitingRequest
{
    private readonly long _arrival;

    /// <param name="pending">The request.</param>
    /// <param name="arrival">Its number in the order of arrival.</param>
    public WaitingRequest(PendingGeneration pending, long arrival)
    {
        _arrival = arrival;
        Pending = pending;
        Place = new LinkedListNode<WaitingRequest>(this);
    }

    /// <summary>Orders requests by the time of their posting; callers that post at the same time may arrive in another order.</summary>
    public static Comparer<WaitingRequest> ByAge { get; } = Comparer<WaitingRequest>.Create(static (one, other) => one.Age.CompareTo(other.Age));

    public PendingGeneration Pending { get; }

    /// <summary>Gets the place among the requests of its caller; it is in no list when the request no longer waits.</summary>
    public LinkedListNode<WaitingRequest> Place { get; }

    private (long PostedAt, long Arrival) Age => (Pending.PostedAt, _arrival);
}
