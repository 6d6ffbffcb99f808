using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Step35.Bench.Server;
using Step35.TestModels;

namespace Step35.AI.ModelTests.Remote;

/// <summary>A llama-server with the small model, where one is named.</summary>
public sealed class NanoLlamaServer : IAsyncLifetime
{
    private const string Variable = "STEP35_LLAMA_SERVER";

    private readonly List<ServiceProvider> _services = [];
    private LlamaServer? _server;

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } program)
            _server = await LlamaServer.StartAsync(new(program, NanoModel.Path, Threads: 1, ContextLength: 1024) { Slots = 4 }, CancellationToken.None);
    }

    /// <summary>Makes a client, or skips the test.</summary>
    public IChatClient CreateClient()
    {
        Assert.SkipWhen(_server is null, $"{Variable} names no llama-server");
        var services = new ServiceCollection();
        services.AddStep35Flash(options => options.ConnectionString = $"Endpoint={_server.Address};Model=step35-nano;Kind=OpenAI");
        _services.Add(services.BuildServiceProvider());
        return _services[^1].GetRequiredService<IChatClient>();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var services in _services)
            await services.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
