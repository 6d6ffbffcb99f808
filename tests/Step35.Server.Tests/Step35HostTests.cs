using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Step35.AI;
using Step35.AI.Hosting;

namespace Step35.Server.Tests;

public class Step35HostTests
{
    private static readonly Dictionary<string, string?> Fallback = new()
    {
        // Any file will do: it is not loaded.
        ["Step35:ModelPath"] = typeof(Step35HostTests).Assembly.Location,
        ["Step35:MaxSequences"] = "4",
        ["Step35:Sampling:Temperature"] = "0",
    };

    [Fact]
    public async Task Create_ArgumentBesideTheFallback_Wins()
    {
        await using var host = Step35Host.Create(new() { Arguments = ["--Step35:MaxSequences=2", "--Step35:ModelPath="], Fallback = Fallback });
        var options = host.Services.GetRequiredService<IOptions<Step35Options>>().Value;
        Assert.Equal(
            (Fallback["Step35:ModelPath"], 2, 0f),
            (options.ModelPath, options.MaxSequences, options.Sampling.Temperature));
    }

    [Fact]
    public async Task Create_ModelNamed_LeavesTheFallbackOut()
    {
        await using var host = Step35Host.Create(new() { Arguments = [$"--Step35:ModelPath={Fallback["Step35:ModelPath"]}"], Fallback = Fallback });
        Assert.Equal(1, host.Services.GetRequiredService<IOptions<Step35Options>>().Value.Sampling.Temperature);
    }

    [Fact]
    public async Task RunAsync_ToldToStopWhileStarting_EndsWell() => Assert.Equal(0, await HostProgram.RunAsync(() =>
    {
        var host = Step35Host.Create(new() { Fallback = Fallback });
        host.Lifetime.StopApplication();
        return host;
    }, TestContext.Current.CancellationToken));

    [Fact]
    public async Task RunAsync_CancelledBefore_EndsWell() =>
        Assert.Equal(0, await Step35Host.RunAsync(new() { Fallback = Fallback }, new CancellationToken(canceled: true)));
}
