namespace Step35.Samples.CodingAgent;

/// <summary>Lets Ctrl-C stop the turn under way; without one it ends the program, as everywhere.</summary>
internal sealed class TurnStop : IDisposable
{
    private CancellationTokenSource? _turn;

    public TurnStop() => Console.CancelKeyPress += Stop;

    /// <summary>Runs one turn.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> turn)
    {
        using var stop = new CancellationTokenSource();
        Volatile.Write(ref _turn, stop);
        try
        {
            await turn(stop.Token);
        }
        finally
        {
            Volatile.Write(ref _turn, null);
        }
    }

    public void Dispose() => Console.CancelKeyPress -= Stop;

    private void Stop(object? sender, ConsoleCancelEventArgs pressed)
    {
        var turn = Interlocked.Exchange(ref _turn, null);
        turn?.Cancel();
        pressed.Cancel = turn is not null;
    }
}
