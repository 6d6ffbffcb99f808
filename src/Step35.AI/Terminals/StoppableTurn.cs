namespace Step35.AI.Terminals;

/// <summary>A turn under way that another thread can stop, such as the one that Ctrl-C comes on.</summary>
/// <remarks>Safe for stops at any moment, also at a turn's end; for one turn at a time.</remarks>
public sealed class StoppableTurn
{
    private CancellationTokenSource? _stop;

    /// <summary>Runs one turn.</summary>
    /// <param name="turn">The turn; its token is cancelled when it is stopped.</param>
    /// <param name="cancellationToken">Stops it, too.</param>
    /// <returns>The turn's end.</returns>
    public async Task RunAsync(Func<CancellationToken, Task> turn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _stop = stop;
        try
        {
            await turn(stop.Token).ConfigureAwait(true);
        }
        finally
        {
            // One that was taken to be stopped is not disposed of: that thread may still be at it.
            Interlocked.Exchange(ref _stop, null)?.Dispose();
        }
    }

    /// <summary>Stops the turn under way.</summary>
    /// <returns>False where there is none, or none that was not stopped before.</returns>
    public bool Stop()
    {
        var stop = Interlocked.Exchange(ref _stop, null);
        stop?.Cancel();
        return stop is not null;
    }
}
