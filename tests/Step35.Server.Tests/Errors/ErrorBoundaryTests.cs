using Step35.Engine.Model;
using Step35.Engine.Planning;
using Step35.Engine.Scheduling;

namespace Step35.Server.Tests.Errors;

public class ErrorBoundaryTests
{
    [Fact]
    public async Task Request_HostFails_LogsTheCause()
    {
        foreach (var cause in (Exception[])[new InvalidOperationException(), new ModelNotFoundException("flash", "It is gone."), NewPlanException()])
        {
            await using var host = await FailAsync(cause);
            Assert.Same(cause, Assert.Single(host.Log.Causes));
        }
    }

    [Fact]
    public async Task Request_HostIsBusySlowOrStopping_LogsNothing()
    {
        foreach (var cause in (Exception[])[
            new EngineOverloadedException(4), new QueueTimeoutException(TimeSpan.FromSeconds(1)), new OperationCanceledException(), new EngineStoppedException()])
        {
            await using var host = await FailAsync(cause);
            Assert.Empty(host.Log.Causes);
        }
    }

    [Fact]
    public async Task Stream_BreaksOff_LogsTheCause()
    {
        var cause = new InvalidOperationException();
        var client = new ScriptedClient(ScriptedClient.Text("Hi")) { Before = (index, _) => index == 0 ? Task.CompletedTask : throw cause };
        await using var host = await HostUnderTest.StartAsync(client);
        await host.StreamAsync("/v1/chat/completions", """{"stream": true, "messages": [{"role": "user", "content": "Hello!"}]}""");
        Assert.Same(cause, Assert.Single(host.Log.Causes));
    }

    private static async Task<HostUnderTest> FailAsync(Exception cause)
    {
        var host = await HostUnderTest.StartAsync(new ScriptedClient { Before = (_, _) => throw cause });
        await host.FailAsync("/v1/chat/completions", """{"messages": [{"role": "user", "content": "Hello!"}]}""");
        return host;
    }

    private static MemoryPlanException NewPlanException() => new(new MemoryPlan
    {
        Machine = "small",
        Fits = false,
        Settings = new() { ContextLength = 4096 },
        Devices = [],
        TensorOverrides = [],
        Reasons = ["It is too large."],
        Alternatives = [],
    });
}
