using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Step35.AI.Tests.Remote;

/// <summary>A registered client whose servers are scripted.</summary>
internal sealed class RemoteChat : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <summary>Registers a client of a kind with one server, <c>a:1</c>, unless the options say otherwise.</summary>
    public RemoteChat(Step35EngineKind kind, Action<Step35Options>? configure = null, params (string Key, string Value)[] configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder().AddInMemoryCollection(configuration.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build());
        services.AddStep35Flash(options =>
        {
            (options.Kind, options.Remote.Model) = (kind, "served");
            options.Remote.Endpoints = [new Uri("http://a:1")];
            configure?.Invoke(options);
        });
        services.AddHttpClient("step35").ConfigurePrimaryHttpMessageHandler(() => Servers);
        _services = services.BuildServiceProvider();
        Client = _services.GetRequiredService<IChatClient>();
    }

    public ScriptedServers Servers { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public IChatClient Client { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Lets the options name several servers.</summary>
    public static Action<Step35Options> At(params string[] hosts) =>
        options => options.Remote.Endpoints = [.. hosts.Select(host => new Uri($"http://{host}"))];

    public Task<ChatResponse> AskAsync(ChatOptions? options = null, string question = "Hello!") =>
        Client.GetResponseAsync(question, options, Token);

    public Task<ChatResponse> AskAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null) =>
        Client.GetResponseAsync(messages, options, Token);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
