using Step35.Engine.Scheduling;

namespace Step35.Engine.Tests.Scheduling;

/// <summary>What <see cref="WaitingRequests"/> promises, done by looking at all that wait.</summary>
internal sealed class PlainQueue(TimeSpan timeout, TimeProvider time)
{
    private readonly List<(string? Caller, List<PendingGeneration> Requests)> _turns = [];

    public int Count => _turns.Sum(turn => turn.Requests.Count);

    /// <summary>Gets those that were let go because they waited too long.</summary>
    public List<PendingGeneration> Late { get; } = [];

    public void Add(PendingGeneration request)
    {
        Refresh();
        var own = _turns.Find(turn => turn.Caller == request.Request.Caller).Requests;
        if (own is null)
            _turns.Add((request.Request.Caller, [request]));
        else
            own.Add(request);
    }

    public PendingGeneration? Take()
    {
        Refresh();
        if (_turns.Count == 0)
            return null;
        var turn = _turns[0];
        var request = turn.Requests[0];
        turn.Requests.RemoveAt(0);
        _turns.RemoveAt(0);
        if (turn.Requests.Count > 0)
            _turns.Add(turn);
        return request;
    }

    public void Refresh()
    {
        Late.AddRange(_turns.SelectMany(turn => turn.Requests).Where(request => !request.IsCancelled && IsLate(request)));
        foreach (var (_, requests) in _turns)
            requests.RemoveAll(request => request.IsCancelled || IsLate(request));
        _turns.RemoveAll(turn => turn.Requests.Count == 0);
    }

    private bool IsLate(PendingGeneration request) => time.GetElapsedTime(request.PostedAt) >= timeout;
}
