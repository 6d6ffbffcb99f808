namespace Step35.AI.Tools;

/// <summary>One run of a function that may take so long and no longer.</summary>
/// <remarks>
/// A function that does not heed its token runs on unheard after the limit: no process can stop a thread of its own safely.
/// </remarks>
internal sealed class LimitedRun(Func<CancellationToken, ValueTask<object?>> run, TimeSpan limit, TimeProvider time)
{
    public TimeSpan Limit => limit;

    /// <summary>Gets what the function returned.</summary>
    public object? Value { get; private set; }

    /// <summary>Runs the function and says whether it ended in time.</summary>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        // Disposed by the run itself, which may outlive the wait.
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = RunAsync(stop);
        try
        {
            Value = await running.WaitAsync(limit, time, cancellationToken).ConfigureAwait(true);
            return true;
        }
        catch (Exception error) when (!running.IsCompleted && error is TimeoutException or OperationCanceledException)
        {
            _ = ForgetAsync(running);
            await stop.CancelAsync().ConfigureAwait(true);
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    private async Task<object?> RunAsync(CancellationTokenSource stop)
    {
        using (stop)
        {
            // A function that blocks must not block the wait; and tools of a user interface want its context.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext);
            return await run(stop.Token).ConfigureAwait(true);
        }
    }

    private static async Task ForgetAsync(Task running) => await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
