using Microsoft.AspNetCore.Builder;
using Step35.TestModels;

namespace Step35.Server.ModelTests.Operation;

/// <summary>A whole host with a setting or two of its own; it loads its model with the first request.</summary>
/// <remarks>It runs beside the hosts of other tests, whose figures are those of a model with another name.</remarks>
internal sealed class StartedHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StartedHost(WebApplication app)
    {
        _app = app;
        var handler = new HttpClientHandler
        {
            CheckCertificateRevocationList = true,
            // The tests sign their certificates themselves.
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        Client = new HttpClient(handler) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<StartedHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var configuration = new Dictionary<string, string?>
        {
            ["Step35:Models:lazy:ModelPath"] = NanoModel.Path,
            ["Step35:Models:lazy:LoadOnStart"] = "false",
            ["Step35:Models:lazy:Threads"] = "1",
            ["Step35:Models:lazy:ContextLength"] = "1024",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var (key, value) in settings)
            configuration[key] = value;
        if (!configuration.Keys.Any(static key => key.StartsWith("Kestrel", StringComparison.Ordinal)))
            configuration.TryAdd("urls", "http://127.0.0.1:0");
        var app = Step35Host.Create(new() { Overrides = configuration });
        await app.StartAsync(Token);
        return new StartedHost(app);
    }

    public Task<HttpResponseMessage> AskAsync(string question) => Client.PostAsync(
        new Uri("/v1/chat/completions", UriKind.Relative),
        new StringContent($$"""{"max_tokens": 8, "messages": [{"role": "user", "content": "{{question}}"}]}"""),
        Token);

    public Task<string> GetAsync(string path) => Client.GetStringAsync(new Uri(path, UriKind.Relative), Token);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(Token);
        await _app.DisposeAsync();
    }
}
