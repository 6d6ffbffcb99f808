using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Step35.AI;
using Step35.AI.Hosting;
using Step35.Engine;
using Step35.Server.Models;
using Step35.Server.Tests.Models;

namespace Step35.Server.Tests.Health;

public sealed class ReadinessTests : IAsyncDisposable
{
    private readonly LoadingModel _first = new("first", loadsOnStart: true);
    private readonly LoadingModel _second = new("second", loadsOnStart: false);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_ModelOfTheStart_IsWaitedFor()
    {
        await using var host = await StartAsync(_first, _second);
        Assert.Equal((503, "loading", "unloaded"), await AskAsync(host, _first));
        var renting = _first.RentAsync();
        Assert.Equal((503, "loading", "loading"), await AskAsync(host, _first));
        _first.Finish();
        (await renting).Dispose();
        Assert.Equal((200, "ok", "ready"), await AskAsync(host, _first));
    }

    [Fact]
    public async Task Ready_ModelOfTheStartFails_SaysSoUntilItIsLoaded()
    {
        await using var host = await StartAsync(_first, _second);
        await _first.FailAsync(_first.RentAsync());
        Assert.Equal((503, "failed", "failed"), await AskAsync(host, _first));
        Assert.True(await _first.Model.UnloadAsync());
        Assert.Equal((503, "failed", "failed"), await AskAsync(host, _first));
        (await _first.RentLoadedAsync()).Dispose();
        Assert.Equal((200, "ok", "ready"), await AskAsync(host, _first));
    }

    [Fact]
    public async Task Ready_ModelOnDemand_HoldsNobodyUp()
    {
        await using var host = await StartAsync(_first, _second);
        (await _first.RentLoadedAsync()).Dispose();
        Assert.Equal((200, "ok", "unloaded"), await AskAsync(host, _second));
        var renting = _second.RentAsync();
        Assert.Equal((200, "ok", "loading"), await AskAsync(host, _second));
        await _second.FailAsync(renting);
        Assert.Equal((200, "ok", "failed"), await AskAsync(host, _second));
    }

    [Fact]
    public async Task Ready_ReloadAfterAnUnload_HoldsNobodyUp()
    {
        await using var host = await StartAsync(_first);
        (await _first.RentLoadedAsync()).Dispose();
        Assert.True(await _first.Model.UnloadAsync());
        Assert.Equal((200, "ok", "unloaded"), await AskAsync(host, _first));
        var renting = _first.RentAsync();
        Assert.Equal((200, "ok", "loading"), await AskAsync(host, _first));
        await _first.FailAsync(renting);
        Assert.Equal((503, "failed", "failed"), await AskAsync(host, _first));
    }

    [Fact]
    public async Task Ready_RoomIsMadeBeforeTheFirstLoad_StillWaits()
    {
        await using var host = await StartAsync(_first);
        Assert.True(await _first.Model.UnloadAsync());
        Assert.Equal((503, "loading", "unloaded"), await AskAsync(host, _first));
    }

    [Theory]
    [InlineData("/health/live", 200)]
    [InlineData("/health/ready", 503)]
    [InlineData("/health", 503)]
    public async Task Head_IsAnsweredLikeGet(string path, int status)
    {
        await using var host = await StartAsync(_first);
        using var get = await host.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var head = await host.Client.SendAsync(request, Token);
        Assert.Equal((status, status), ((int)get.StatusCode, (int)head.StatusCode));
    }

    [Theory]
    [InlineData(true, 503)]
    [InlineData(false, 200)]
    public async Task Ready_ClientOfTheProgram_IsWaitedForIfItLoadsOnStart(bool loadsOnStart, int status)
    {
        await using var source = new LazyEngineSource(static _ => new TaskCompletionSource<Step35Engine>().Task);
        using var client = new Step35ChatClient(source, "m.gguf", new Step35Options { LoadOnStart = loadsOnStart }, time: null);
        await using var host = await HostUnderTest.StartAsync(client);
        using var response = await host.GetAsync("/health/ready");
        Assert.Equal(status, (int)response.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    private static Task<HostUnderTest> StartAsync(params IEnumerable<LoadingModel> models) => HostUnderTest.StartAsync(
        new ScriptedClient(),
        builder => builder.Services.AddSingleton<IModelCatalog>(new ModelCatalog([.. models.Select(static model => model.Model)])));

    private static async Task<(int Status, string? Host, string? Model)> AskAsync(HostUnderTest host, LoadingModel model)
    {
        using var response = await host.GetAsync("/health/ready");
        var health = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!;
        var own = health["models"]!.AsArray().Single(one => (string?)one!["name"] == model.Model.Name)!;
        return ((int)response.StatusCode, (string?)health["status"], (string?)own["status"]);
    }
}
