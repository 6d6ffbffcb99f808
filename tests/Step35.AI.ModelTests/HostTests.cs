using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Step35.Engine;
using Step35.Engine.Scheduling;
using Step35.TestModels;

namespace Step35.AI.ModelTests;

public sealed class HostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Host_ConfiguredModel_LoadsAnswersAndIsFreedWithTheHost()
    {
        var builder = NewBuilder("Step35");
        builder.AddStep35Flash().UseFunctionInvocation();
        var host = builder.Build();
        await host.StartAsync(Token);
        var client = host.Services.GetRequiredService<IChatClient>();

        var response = await client.GetResponseAsync("What is the weather in Oslo?", NanoChat.Offering(), Token);
        var engine = client.GetService<Step35Engine>()!;
        await host.StopAsync(Token);
        host.Dispose();

        Assert.Equal(("It is rainy in Oslo with 7 degrees.", "step35-nano"), (response.Text, response.ModelId));
        Assert.Equal(NanoModel.Path, engine.Model.Path);
        using var orphan = new Step35ChatClient(engine);
        await Assert.ThrowsAsync<Engine.Scheduling.EngineStoppedException>(() => orphan.GetResponseAsync("Hello!", cancellationToken: Token));
    }

    [Fact]
    public async Task Host_PlainAndKeyedModel_LiveSideBySide()
    {
        var builder = NewBuilder("Step35", "Step35:second");
        builder.AddStep35Flash();
        builder.AddKeyedStep35Flash("second");
        using var host = builder.Build();
        await host.StartAsync(Token);
        var first = host.Services.GetRequiredService<IChatClient>();
        var second = host.Services.GetRequiredKeyedService<IChatClient>("second");

        Assert.Equal(
            (await first.GetResponseAsync("Hello!", NanoChat.Greedy, Token)).Text,
            (await second.GetResponseAsync("Hello!", NanoChat.Greedy, Token)).Text);
        Assert.NotSame(first.GetService<Step35Engine>(), second.GetService<Step35Engine>());
        await host.StopAsync(Token);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Container_DisposedWhileLoading_EndsQuietly(bool synchronous)
    {
        var services = new ServiceCollection();
        services.AddStep35Flash(options => (options.ModelPath, options.Threads) = (NanoModel.Path, 1));
        var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IChatClient>();
        var waiting = client.GetResponseAsync("Hello!", NanoChat.Greedy, Token);

        if (synchronous)
#pragma warning disable CA1849 // The synchronous way is what is tested.
            provider.Dispose();
#pragma warning restore CA1849
        else
            await provider.DisposeAsync();

        // Whether the load was stopped, or finished first, is up to the machine.
        var error = await Assert.ThrowsAnyAsync<Exception>(() => waiting);
        Assert.True(error is ObjectDisposedException or EngineStoppedException, error.ToString());
    }

    private static HostApplicationBuilder NewBuilder(params string[] sections)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        foreach (var section in sections)
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                [$"{section}:ModelPath"] = NanoModel.Path,
                [$"{section}:ContextLength"] = "1024",
                [$"{section}:Threads"] = "1",
            });
        return builder;
    }
}
