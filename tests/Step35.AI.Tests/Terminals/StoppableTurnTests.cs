using Step35.AI.Terminals;

namespace Step35.AI.Tests.Terminals;

public sealed class StoppableTurnTests
{
    private readonly StoppableTurn _turn = new();

    [Fact]
    public async Task Stop_TurnUnderWay_CancelsItOnce()
    {
        var run = _turn.RunAsync(token => Task.Delay(Timeout.Infinite, token), TestContext.Current.CancellationToken);

        Assert.True(_turn.Stop());
        Assert.False(_turn.Stop());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Stop_NoTurn_SaysSo()
    {
        Assert.False(_turn.Stop());
        await _turn.RunAsync(_ => Task.CompletedTask, TestContext.Current.CancellationToken);
        Assert.False(_turn.Stop());
    }

    [Fact]
    public async Task Stop_AtTheTurnsEnd_KeepsWhatTheStoppingThreadHolds()
    {
        CancellationToken token = default;
        await _turn.RunAsync(Stopped, TestContext.Current.CancellationToken);

        // A disposed source has no handle to give.
        Assert.True(token.WaitHandle.WaitOne(0));

        Task Stopped(CancellationToken turn)
        {
            token = turn;
            _turn.Stop();
            return Task.CompletedTask;
        }
    }
}
