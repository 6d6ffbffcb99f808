using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Step35.Server.Models;
using Step35.Server.Tests.Models;

namespace Step35.Server.Tests.Ollama;

public sealed class OllamaModelsTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly LoadingModel _model;

    public OllamaModelsTests() => _model = new LoadingModel("m", loadsOnStart: false, _time);

    [Theory]
    [InlineData(5, "1970-01-01T00:05:00+00:00")]
    [InlineData(null, "9999-12-31T23:59:59.9999999+00:00")]
    public async Task ListLoaded_IdleUnload_TellsWhenTheModelGoes(int? minutes, string expected)
    {
        (await _model.RentLoadedAsync()).Dispose();
        await using var host = await StartAsync(minutes is { } idle ? TimeSpan.FromMinutes(idle) : null);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(expected, await ReadExpiryAsync(host));
    }

    public ValueTask DisposeAsync() => _model.DisposeAsync();

    private Task<HostUnderTest> StartAsync(TimeSpan? idleUnload) => HostUnderTest.StartAsync(new ScriptedClient(), builder =>
    {
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<IModelCatalog>(new ModelCatalog([_model.Model]));
        builder.Services.Configure<ServerOptions>(options => options.IdleUnload = idleUnload);
    });

    private static async Task<string?> ReadExpiryAsync(HostUnderTest host)
    {
        using var response = await host.GetAsync("/api/ps");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (string?)JsonNode.Parse(text)!["models"]![0]!["expires_at"];
    }
}
