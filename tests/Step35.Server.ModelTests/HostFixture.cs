using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Step35.TestModels;

namespace Step35.Server.ModelTests;

/// <summary>The whole program with the small model, on a free port of this machine.</summary>
/// <remarks>Its classes form one collection: figures are the process's by the model's name, so hosts must not run side by side.</remarks>
public sealed class HostFixture : IAsyncLifetime
{
    private static readonly string[] Load = ["step35.sequences.busy", "step35.queue.length"];
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private WebApplication? _host;

    public HttpClient Client { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = Step35Host.Create(new()
        {
            Overrides = new Dictionary<string, string?>
            {
                ["urls"] = "http://127.0.0.1:0",
                ["Logging:LogLevel:Default"] = "Warning",
                ["Step35:Models:nano:ModelPath"] = NanoModel.Path,
                ["Step35:Models:nano:MaxSequences"] = "2",
                ["Step35:Models:nano:QueueCapacity"] = "1",
                ["Step35:Models:nano:Threads"] = "1",
                ["Step35:Models:nano:Sampling:Temperature"] = "0",
            },
        });
        await _host.StartAsync(Token);
        Client.BaseAddress = new Uri(_host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await PostAsync("/admin/models/nano/load", new JsonObject());
    }

    public Task<HttpResponseMessage> SendAsync(string path, JsonObject body, CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        using var response = await SendAsync(path, body, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> GetAsync(string path) =>
        JsonNode.Parse(await Client.GetStringAsync(new Uri(path, UriKind.Relative), Token))!;

    /// <summary>Waits until no request is running or waiting.</summary>
    public async Task WaitForIdleAsync()
    {
        var waited = Stopwatch.StartNew();
        JsonObject figures;
        do
        {
            figures = (await GetAsync("/status"))["models"]![0]!["figures"]!.AsObject();
            Assert.True(waited.Elapsed < LongestWait, $"The host is still busy: {figures}");
        }
        while (Load.Any(name => Assert.IsAssignableFrom<JsonNode>(figures[name]).GetValue<double>() > 0));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
    }
}
