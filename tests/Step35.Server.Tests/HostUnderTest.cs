using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Step35.AI;
using Step35.Engine;

namespace Step35.Server.Tests;

/// <summary>The routes in memory, over a scripted client.</summary>
internal sealed class HostUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HostUnderTest(WebApplication app, OutputLogger log)
    {
        _app = app;
        Log = log;
        Client = app.GetTestClient();
    }

    public HttpClient Client { get; }

    public OutputLogger Log { get; }

    public IServiceProvider Services => _app.Services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<HostUnderTest> StartAsync(IChatClient client, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        var log = new OutputLogger();
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton(client);
        builder.Services.AddStep35Server();
        configure?.Invoke(builder);
        var app = builder.Build();
        app.MapStep35();
        await app.StartAsync(Token);
        return new HostUnderTest(app, log);
    }

    /// <summary>Starts a host over an engine whose answers are scripted.</summary>
    public static Task<HostUnderTest> StartAsync(Step35Engine engine, Action<WebApplicationBuilder>? configure = null) =>
        StartAsync(new Step35ChatClient(engine), configure);

    /// <summary>Makes what carries a client's requests to the host.</summary>
    public HttpMessageHandler CreateHandler() => _app.GetTestServer().CreateHandler();

    /// <summary>Stops taking requests and waits for those that run, as a signal to the process does.</summary>
    public Task StopAsync() => _app.StopAsync(Token);

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative), Token);

    public Task<HttpResponseMessage> PostAsync(string path, string json) => PostUntilAsync(path, json, Token);

    /// <summary>Posts, and goes away when the token says so.</summary>
    public Task<HttpResponseMessage> PostUntilAsync(string path, string json, CancellationToken leaving) =>
        Client.PostAsync(new Uri(path, UriKind.Relative), new StringContent(json, Encoding.UTF8, "application/json"), leaving);

    /// <summary>Posts and returns with the headers.</summary>
    public async Task<HttpResponseMessage> BeginAsync(string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json) };
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    /// <summary>Posts and reads a reply that must be a success.</summary>
    public async Task<JsonNode> AskAsync(string path, string json)
    {
        using var response = await PostAsync(path, json);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Posts and reads an error.</summary>
    public async Task<(int Status, JsonNode Body)> FailAsync(string path, string json)
    {
        using var response = await PostAsync(path, json);
        Assert.False(response.IsSuccessStatusCode);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!);
    }

    /// <summary>Posts and reads the data of all events.</summary>
    public async Task<IReadOnlyList<string>> StreamAsync(string path, string json)
    {
        using var response = await PostAsync(path, json);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(frame => frame[(frame.IndexOf("data: ", StringComparison.Ordinal) + 6)..])];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
