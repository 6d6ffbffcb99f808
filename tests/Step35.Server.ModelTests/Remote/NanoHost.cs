using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Step35.AI;
using Step35.TestModels;

namespace Step35.Server.ModelTests.Remote;

/// <summary>A model host with the small model on a free port of this machine.</summary>
public sealed class NanoHost : IAsyncLifetime
{
    private readonly WebApplication _app = Step35Host.Create(new()
    {
        Overrides = new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Step35:ModelPath"] = NanoModel.Path,
            ["Step35:ContextLength"] = "1024",
            ["Step35:MaxSequences"] = "4",
            ["Step35:Threads"] = "1",
            ["Logging:LogLevel:Default"] = "Warning",
        },
    });

    private readonly List<ServiceProvider> _clients = [];

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Makes a client of one of the host's dialects.</summary>
    public IChatClient CreateClient(Step35EngineKind kind)
    {
        var client = NewClient($"Endpoint={Address};Model=step35-nano;Kind={kind}");
        _clients.Add(client);
        return client.GetRequiredService<IChatClient>();
    }

    public static ServiceProvider NewClient(string connection)
    {
        var services = new ServiceCollection();
        services.AddStep35Flash(options => options.ConnectionString = connection);
        return services.BuildServiceProvider();
    }

    public async ValueTask InitializeAsync() => await _app.StartAsync();

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        await _app.DisposeAsync();
    }
}
