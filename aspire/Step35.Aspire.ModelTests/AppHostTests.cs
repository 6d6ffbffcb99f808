using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Step35.Aspire.ModelTests;

public sealed class AppHostTests(RunningAppHost host) : IClassFixture<RunningAppHost>
{
    [Fact]
    public async Task Worker_ModelIsLoading_WaitsForItAndIsAnswered()
    {
        var answer = await host.ReadLineAsync("worker", "degrees");

        Assert.Contains("Oslo: It is rainy in Oslo with 7 degrees.", answer, StringComparison.Ordinal);
        var shown = host.Shown.ToList();
        var loaded = shown.IndexOf(("step35", "Running/Healthy"));
        var started = shown.FindIndex(change => change.Resource == "worker" && change.State.StartsWith("Running", StringComparison.Ordinal));
        Assert.InRange(loaded, 0, started);
        Assert.Contains(("worker", "Waiting/"), shown);
    }

    [Theory]
    [InlineData("console-agent", "-> get_weather(city: Oslo)")]
    [InlineData("research-team", "[critic] ")]
    [InlineData("structured", "bakery.txt ")]
    [InlineData("coding-agent", "## ")]
    public async Task Agent_StartedByHand_DoesItsWork(string agent, string written)
    {
        await host.WaitForHealthyAsync("step35");
        var started = await host.CommandAsync(agent, "start");
        Assert.True(started.Success, started.Message);
        await host.ReadLineAsync(agent, written);
    }

    [Fact]
    public Task WebChat_ModelIsLoaded_IsHealthy() => host.WaitForHealthyAsync("web-chat");

    [Fact]
    public async Task Commands_ModelHost_DoWhatTheySay()
    {
        await host.WaitForHealthyAsync("step35");
        // Its questions would keep the model from being unloaded, or have it loaded again.
        await host.CommandAsync("worker", "stop");

        Assert.Equal((true, "ready"), await CommandAsync("clear-cache"));
        Assert.Equal((true, "unloaded"), await CommandAsync("unload"));
        Assert.Equal((false, "unloaded"), await CommandAsync("clear-cache"));
        Assert.Equal((true, "ready"), await CommandAsync("reload"));

        await host.CommandAsync("worker", "start");
    }

    private async Task<(bool Success, string? Model)> CommandAsync(string command)
    {
        var done = await host.CommandAsync("step35", command);
        using var client = host.CreateClient("step35");
        var health = await client.GetFromJsonAsync<JsonNode>("/health/ready", host.Limit);
        return (done.Success, (string?)health!["models"]![0]!["status"]);
    }
}
