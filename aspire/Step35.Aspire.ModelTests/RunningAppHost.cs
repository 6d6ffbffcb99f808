using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Step35.Aspire.ModelTests;

/// <summary>The app host with its model host and its agents, as <c>dotnet run</c> starts them, and what its dashboard would show.</summary>
public sealed class RunningAppHost : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _stopping = new(Patience);
    private readonly ConcurrentQueue<(string Resource, string State)> _shown = new();
    private DistributedApplication? _app;
    private Task _watching = Task.CompletedTask;

    /// <summary>Gets the states that were shown so far, in their order.</summary>
    public IReadOnlyList<(string Resource, string State)> Shown => [.. _shown];

    /// <summary>Gets a token that gives up when the app host takes far too long.</summary>
    public CancellationToken Limit => _stopping.Token;

    private DistributedApplication App => _app!;

    public async ValueTask InitializeAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Step35_AppHost>(Limit);
        _app = await builder.BuildAsync(Limit);
        _watching = WatchAsync();
        await _app.StartAsync(Limit);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_app is not null)
            await _app.DisposeAsync();
        _stopping.Dispose();
    }

    public Task WaitForHealthyAsync(string resource) => App.ResourceNotifications.WaitForResourceHealthyAsync(resource, Limit);

    public Task WaitForAsync(string resource, string state) => App.ResourceNotifications.WaitForResourceAsync(resource, state, Limit);

    public Task<ExecuteCommandResult> CommandAsync(string resource, string command) =>
        App.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(resource, command, Limit);

    public HttpClient CreateClient(string resource) => App.CreateHttpClient(resource, "http");

    /// <summary>Reads what a program writes until a line of it has the text.</summary>
    public async Task<string> ReadLineAsync(string resource, string text)
    {
        // What a program writes is filed under its process, whose name the resource's begins.
        var change = await App.ResourceNotifications.WaitForResourceAsync(resource, change => change.Snapshot.State?.Text == KnownResourceStates.Running, Limit);
        await foreach (var lines in App.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(change.ResourceId).WithCancellation(Limit))
            foreach (var line in lines)
                if (line.Content.Contains(text, StringComparison.Ordinal))
                    return line.Content;
        throw new InvalidOperationException($"{resource} ended without writing '{text}'.");
    }

    private async Task WatchAsync()
    {
        await foreach (var change in App.ResourceNotifications.WatchAsync(Limit))
            if (change.Snapshot.State is { } state)
                _shown.Enqueue((change.Resource.Name, $"{state.Text}/{change.Snapshot.HealthStatus}"));
    }
}
