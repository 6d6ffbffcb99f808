using System.Collections.Concurrent;
using Step35.Engine.Scheduling;

namespace Step35.Engine.ModelTests.Soak;

/// <summary>Accounts for every request of a soak: what was sent and how it ended.</summary>
/// <remarks>Safe for concurrent calls.</remarks>
internal sealed class SoakLedger
{
    private readonly ConcurrentDictionary<string, int> _outcomes = [];
    private readonly ConcurrentQueue<Exception> _surprises = [];
    private TaskCompletionSource _nextEnd = NewSignal();
    private int _sent;

    /// <summary>Gets how many requests were sent.</summary>
    public int Sent => _sent;

    /// <summary>Gets how many requests ended.</summary>
    public int Ended => _outcomes.Values.Sum();

    /// <summary>Gets how many requests read their whole answer.</summary>
    public int Completed => _outcomes.GetValueOrDefault("completed");

    /// <summary>Gets what no caller should see.</summary>
    public IReadOnlyCollection<Exception> Surprises => _surprises;

    /// <summary>Gets the end of the request that ends next, refusals for want of room left out.</summary>
    public Task NextEnd => Volatile.Read(ref _nextEnd).Task;

    /// <summary>Sends a request and notes how it ended.</summary>
    /// <param name="outcome">The name of an end without error; null where there must be one.</param>
    /// <param name="mayThrow">Which errors are in order.</param>
    /// <param name="request">The request.</param>
    public async Task RunAsync(string? outcome, Func<Exception, bool> mayThrow, Func<Task> request)
    {
        var nextEnd = NextEnd;
        Interlocked.Increment(ref _sent);
        var error = await Record.ExceptionAsync(request);
        if (error is null ? outcome is null : !mayThrow(error))
            _surprises.Enqueue(error ?? new InvalidOperationException("A request that must be refused was answered."));
        _outcomes.AddOrUpdate(error?.GetType().Name ?? outcome ?? "answered", 1, static (_, count) => count + 1);
        // Whoever finds no room comes back when others have ended: the queue holds them.
        if (error is EngineOverloadedException)
            await nextEnd;
        else
            Interlocked.Exchange(ref _nextEnd, NewSignal()).SetResult();
    }

    public override string ToString()
    {
        var outcomes = _outcomes.OrderByDescending(outcome => outcome.Value).Select(outcome => $"{outcome.Value:N0} {outcome.Key}");
        return $"{Sent:N0} requests: {string.Join(", ", outcomes)}";
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
