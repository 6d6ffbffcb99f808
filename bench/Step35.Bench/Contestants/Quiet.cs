namespace Step35.Bench.Contestants;

/// <summary>Waits until a side that has answered computes no more, so that it takes nothing from the other.</summary>
internal static class Quiet
{
    // Compute threads spin for a while after their last step; both sides use the native core's default.
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Tolerance = Window / 5;
    private const int MaxWindows = 100;

    /// <exception cref="BenchException">The side goes on computing.</exception>
    public static async Task WaitAsync(IContestant contestant, CancellationToken cancellationToken)
    {
        for (var window = 0; window < MaxWindows; window++)
        {
            var before = contestant.ProcessorTime;
            await Task.Delay(Window, cancellationToken);
            if (contestant.ProcessorTime - before <= Tolerance)
                return;
        }

        throw new BenchException(
            $"{contestant.Name} still computes {MaxWindows * Window.TotalSeconds:0} s after its last answer; the other cannot be measured.");
    }
}
