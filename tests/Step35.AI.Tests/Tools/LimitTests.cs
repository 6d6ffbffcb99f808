using Step35.AI.Tools;

namespace Step35.AI.Tests.Tools;

public sealed class LimitTests
{
    private static readonly ToolCall Call = Gated.Call("slow", Permissions.None);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Invoke_LongerThanTheLimit_TellsTheModel(bool heedsItsToken)
    {
        var gated = new Gated(options => options.TimeLimit = TimeSpan.FromSeconds(1.5));
        var started = new TaskCompletionSource<CancellationToken>();
        var never = new TaskCompletionSource<object?>();

        var invoking = gated.Gate.InvokeAsync(Call, RunAsync, Token).AsTask();
        var token = await started.Task;
        gated.Time.Advance(TimeSpan.FromSeconds(1.4));
        Assert.False(token.IsCancellationRequested);
        gated.Time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal("Stopped: slow did not finish within 1.5 seconds. Ask for less at once.", (await invoking).Value);
        Assert.True(token.IsCancellationRequested);
        Assert.Equal(ToolEnding.TimedOut, gated.Log.Only.Ending);
        never.SetException(new IOException("nobody hears this"));

        async ValueTask<object?> RunAsync(CancellationToken stop)
        {
            started.SetResult(stop);
            return await (heedsItsToken ? never.Task.WaitAsync(stop) : never.Task);
        }
    }

    [Fact]
    public async Task Invoke_FunctionBlocksItsThread_LimitHolds()
    {
        var gated = new Gated(options => options.Functions["slow"] = new() { TimeLimit = TimeSpan.FromSeconds(1) });
        using var started = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();

        var invoking = gated.Gate.InvokeAsync(Call, Block, Token).AsTask();
        started.Wait(Token);
        gated.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(ToolEnding.TimedOut, (await invoking).Ending);
        release.Set();

        ValueTask<object?> Block(CancellationToken stop)
        {
            started.Set();
            release.Wait(CancellationToken.None);
            return ValueTask.FromResult<object?>(null);
        }
    }

    [Fact]
    public async Task Invoke_CallerCancels_ThrowsAndIsWrittenDown()
    {
        var gated = new Gated();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gated.Gate.InvokeAsync(
            Call,
            async stop =>
            {
                await cancel.CancelAsync();
                return await new TaskCompletionSource<object?>().Task;
            },
            cancel.Token).AsTask());

        Assert.Equal(ToolEnding.Cancelled, gated.Log.Only.Ending);
    }

    [Fact]
    public async Task Invoke_FunctionThrows_ThrowsTheSameAndIsWrittenDown()
    {
        var gated = new Gated();

        var error = await Assert.ThrowsAsync<TimeoutException>(
            () => gated.Gate.InvokeAsync(Call, _ => throw new TimeoutException("the database"), Token).AsTask());

        Assert.Equal("the database", error.Message);
        Assert.Equal(ToolEnding.Failed, gated.Log.Only.Ending);
    }
}
