using System.Collections.Concurrent;

namespace Step35.Cli.Tests.Hub;

/// <summary>A clock on which chosen waits are over at once, and others never.</summary>
internal sealed class QuickTime(Predicate<TimeSpan> isOverAtOnce) : TimeProvider
{
    /// <summary>Gets the waits that were over at once, in order.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (!isOverAtOnce(dueTime))
            return new Timer(callback, state, Timeout.Infinite, Timeout.Infinite);
        Waits.Enqueue(dueTime);
        return new Timer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
