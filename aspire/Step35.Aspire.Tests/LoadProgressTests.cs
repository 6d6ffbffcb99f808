using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Step35.Aspire.Hosting;
using Step35.Aspire.Hosting.Hosts;

namespace Step35.Aspire.Tests;

public sealed class LoadProgressTests : IAsyncDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly DistributedApplication _app;
    private readonly Step35FlashResource _resource;
    private readonly FakeTimeProvider _time = new();
    private ScriptedHost _host = new(Answer("ok", "ready", 100));

    public LoadProgressTests()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
        builder.Services.AddSingleton<TimeProvider>(_time).AddSingleton<IHttpClientFactory>(_ => _host);
        _resource = builder.AddStep35Flash("step35").WithEndpoint("http", endpoint => endpoint.AllocatedEndpoint = new(endpoint, "localhost", 5035)).Resource;
        _app = builder.Build();
    }

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return _app.DisposeAsync();
    }

    [Fact]
    public async Task Report_ModelLoads_ShowsThePercentageAndThenRunning() => Assert.Equal(
        ["Loading 0 %", "Loading 71 %", "Running"],
        await ShowAsync(
            Answer("loading", "loading", 0),
            Answer("loading", "loading", 71),
            Answer("ok", "ready", 100)));

    [Fact]
    public async Task Report_LoadFails_ShowsIt() => Assert.Equal(["Load failed"], await ShowAsync(Answer("failed", "failed", 0)));

    [Fact]
    public async Task Report_LoadAskedFor_ShowsNothingOfTheTimeBefore()
    {
        var host = new ScriptedHost(Answer("failed", "failed", 0), Answer("ok", "unloaded", 0), Answer("ok", "loading", 40), Answer("ok", "ready", 100));
        Assert.Equal(["Loading 40 %", "Running"], await ShowAsync(host, load: host.AllSaid));
    }

    [Fact]
    public async Task Report_NoAnswerYet_KeepsAsking() => Assert.Equal(
        ["Running"],
        await ShowAsync((HttpStatusCode.BadGateway, "no JSON"), (HttpStatusCode.BadGateway, "{}"), Answer("ok", "ready", 100)));

    [Fact(Timeout = 60_000)]
    public async Task Reload_CancelledWhileLoading_ShowsTheLoadAllTheSame()
    {
        var idle = Answer("ok", "unloaded", 0);
        _host = new ScriptedHost(idle, idle, idle, Answer("ok", "loading", 40), Answer("ok", "ready", 100));
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var watching = WatchAsync(_app.Services.GetRequiredService<ResourceNotificationService>(), lasts: ["Running"]);
        var reloading = _resource.Annotations.OfType<ResourceCommandAnnotation>().Single(command => command.Name == "reload").ExecuteCommand(new()
        {
            Services = _app.Services,
            ResourceName = _resource.Name,
            CancellationToken = cancelling.Token,
            Logger = NullLogger.Instance,
            Arguments = new([]),
        });

        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reloading);
        await PassTimeAsync(watching);
        Assert.Equal(["Loading 40 %", "Running"], await watching);
    }

    private static (HttpStatusCode Status, string Body) Answer(string status, string model, int percent) =>
        (status == "ok" ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable,
            $$"""{"status":"{{status}}","models":[{"name":"nano","status":"{{model}}","percent":{{percent}}}]}""");

    // The states that the dashboard shows while the host gives these answers.
    private Task<IReadOnlyList<string>> ShowAsync(params (HttpStatusCode Status, string Body)[] answers) =>
        ShowAsync(new ScriptedHost(answers), load: Task.CompletedTask);

    private async Task<IReadOnlyList<string>> ShowAsync(ScriptedHost host, Task load)
    {
        var notifications = _app.Services.GetRequiredService<ResourceNotificationService>();
        var progress = new LoadProgress(_resource, new HostClient(_resource, host), notifications, _time);
        var watching = WatchAsync(notifications, lasts: ["Running", "Load failed"]);
        var reporting = progress.ReportAsync(load, Cancellation);
        await PassTimeAsync(reporting);
        await reporting;
        return await watching;
    }

    private async Task PassTimeAsync(Task until)
    {
        while (!until.IsCompleted)
        {
            Cancellation.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private static async Task<IReadOnlyList<string>> WatchAsync(ResourceNotificationService notifications, string[] lasts)
    {
        List<string> shown = [];
        await foreach (var change in notifications.WatchAsync(Cancellation))
        {
            if (change.Snapshot.State is not { } state)
                continue;
            shown.Add(state.Text);
            if (lasts.Contains(state.Text))
                break;
        }

        return shown;
    }
}
