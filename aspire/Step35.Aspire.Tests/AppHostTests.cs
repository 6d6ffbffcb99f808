using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Step35.Aspire.Tests;

/// <summary>Runs the app host with its model host and its agents.</summary>
public sealed class AppHostTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private readonly List<string> _states = [];
    private DistributedApplication _app = null!;
    private Task _watching = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Step35_AppHost>(Cancellation);
        _app = await builder.BuildAsync(Cancellation);
        _watching = WatchAsync();
        await _app.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [Fact]
    public async Task AppHost_Started_LoadsTheModelAndThenStartsTheAgents()
    {
        await _app.ResourceNotifications.WaitForResourceHealthyAsync("step35", Cancellation).WaitAsync(Patience, Cancellation);
        await _app.ResourceNotifications.WaitForResourceAsync("worker", KnownResourceStates.Running, Cancellation).WaitAsync(Patience, Cancellation);
        Assert.Contains(_states, state => state.StartsWith("Loading", StringComparison.Ordinal));
        Assert.Contains("7 degrees", await ReadAnswerAsync().WaitAsync(Patience, Cancellation), StringComparison.Ordinal);

        var commands = _app.Services.GetRequiredService<ResourceCommandService>();
        Assert.True((await commands.ExecuteCommandAsync("step35", "clear-cache", Cancellation)).Success);
        Assert.True((await commands.ExecuteCommandAsync("step35", "reload", Cancellation)).Success);
    }

    private async Task WatchAsync()
    {
        await foreach (var change in _app.ResourceNotifications.WatchAsync(Cancellation))
            if (change.Resource.Name == "step35" && change.Snapshot.State is { } state)
                _states.Add(state.Text);
    }

    private async Task<string> ReadAnswerAsync()
    {
        var logs = _app.Services.GetRequiredService<ResourceLoggerService>();
        await foreach (var lines in logs.WatchAsync("worker").WithCancellation(Cancellation))
            foreach (var line in lines)
                if (line.Content.Contains("degrees", StringComparison.Ordinal))
                    return line.Content;
        return "";
    }
}
