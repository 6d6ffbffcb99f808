using System.Runtime.InteropServices;

namespace Step35.Engine.Scheduling;

/// <summary>The order in which waiting requests are served: callers take turns, each first come, first served.</summary>
/// <remarks>One thread at a time. Every call takes the same time, however many requests of however many callers wait.</remarks>
internal sealed class CallerTurns
{
    // The caller whose turn it is stands first; who has no request does not stand here.
    private readonly LinkedList<LinkedList<WaitingRequest>> _turns = [];

    // By tuple, because a caller need not have a name.
    private readonly Dictionary<ValueTuple<string?>, LinkedListNode<LinkedList<WaitingRequest>>> _callers = [];

    public void Add(WaitingRequest request)
    {
        ref var turn = ref CollectionsMarshal.GetValueRefOrAddDefault(_callers, KeyOf(request), out _);
        turn ??= _turns.AddLast(new LinkedList<WaitingRequest>());
        turn.Value.AddLast(request.Place);
    }

    /// <summary>Takes the request whose turn it is, or gives null when none waits.</summary>
    public WaitingRequest? Take()
    {
        if (_turns.First is not { } turn)
            return null;
        _turns.Remove(turn);
        _turns.AddLast(turn);
        var request = turn.Value.First!.Value;
        Remove(request);
        return request;
    }

    /// <summary>Takes a request out of the order; its caller keeps the turn for others of its requests.</summary>
    /// <returns>Whether it was still waiting.</returns>
    public bool Remove(WaitingRequest request)
    {
        if (request.Place.List is not { } own)
            return false;
        own.Remove(request.Place);
        if (own.Count == 0 && _callers.Remove(KeyOf(request), out var turn))
            _turns.Remove(turn);
        return true;
    }

    private static ValueTuple<string?> KeyOf(WaitingRequest request) => new(request.Pending.Request.Caller);
}
