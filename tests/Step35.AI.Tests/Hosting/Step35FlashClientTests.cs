using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Step35.AI.Tests.Remote;

namespace Step35.AI.Tests.Hosting;

public sealed class Step35FlashClientTests : IDisposable
{
    private const string Two = "Endpoint=http://a:1,http://b:1;Model=served;Kind=Host";

    private readonly ScriptedServers _servers = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _servers.Dispose();

    [Fact]
    public async Task AddStep35FlashClient_ConnectionString_NamesTheServer()
    {
        using var host = Build("step35", Two);
        _servers.Serve("a:1", () => Answers.Text("Hello!")).Serve("b:1", () => Answers.Text("Hello!"));

        var response = await host.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hello!", cancellationToken: Token);

        Assert.Equal(("Hello!", "served"), (response.Text, (string?)_servers.Request.Body["model"]));
    }

    [Fact]
    public async Task AddKeyedStep35FlashClient_TwoConnections_LiveSideBySide()
    {
        var builder = Registrations.NewHost(
            ("ConnectionStrings:one", "Endpoint=http://a:1;Model=x"), ("ConnectionStrings:two", "Endpoint=http://b:1;Model=y;Kind=Ollama"));
        builder.AddKeyedStep35FlashClient("one");
        builder.AddKeyedStep35FlashClient("two");
        builder.Services.AddHttpClient("step35:one").ConfigurePrimaryHttpMessageHandler(() => _servers);
        using var host = builder.Build();
        _servers.Serve("a:1", () => Answers.Text("Hello!"));

        Assert.Equal("Hello!", (await host.Services.GetRequiredKeyedService<IChatClient>("one").GetResponseAsync("Hello!", cancellationToken: Token)).Text);
        Assert.Equal("y", host.Services.GetRequiredKeyedService<IChatClient>("two").GetService<ChatClientMetadata>()!.DefaultModelId);
    }

    [Fact]
    public void AddStep35FlashClient_NoConnectionString_SaysWhereItBelongsWhenTheClientIsAskedFor()
    {
        using var host = Build("step35", connection: null);

        var error = Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<IChatClient>());

        Assert.Contains("ConnectionStrings:step35", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddStep35FlashClient_Sections_SetSettingsAndTheNamedOneWins()
    {
        var builder = Registrations.NewHost(
            ("Step35:Client:ConnectionString", "Endpoint=http://a:1;Model=x"),
            ("Step35:Client:DisableTracing", "true"),
            ("Step35:Client:step35:DisableTracing", "false"),
            ("Step35:Client:step35:DisableHealthChecks", "true"));
        Step35ClientSettings? read = null;
        builder.AddStep35FlashClient("step35", settings => read = settings);

        Assert.Equal(
            ("Endpoint=http://a:1;Model=x", false, true, false),
            (read!.ConnectionString, read.DisableTracing, read.DisableHealthChecks, read.DisableMetrics));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, HttpStatusCode.OK, HealthStatus.Healthy)]
    [InlineData(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HealthStatus.Degraded)]
    [InlineData(null, HttpStatusCode.OK, HealthStatus.Degraded)]
    [InlineData(null, HttpStatusCode.ServiceUnavailable, HealthStatus.Unhealthy)]
    public async Task HealthCheck_Servers_AreAskedWhetherTheyAreReady(HttpStatusCode? a, HttpStatusCode b, HealthStatus expected)
    {
        using var host = Build("step35", Two);
        if (a is { } status)
            _servers.Serve("a:1", () => Answers.Refuse(status));
        _servers.Serve("b:1", () => Answers.Refuse(b));

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);

        Assert.Equal(("Step35_step35", expected), (Assert.Single(report.Entries).Key, report.Status));
        Assert.All(_servers.Requests, request => Assert.Equal("/health/ready", request.Address.AbsolutePath));
    }

    [Fact]
    public async Task HealthCheck_EmbeddedModel_IsHealthyOnceItIsLoaded()
    {
        var builder = Registrations.NewHost(("ConnectionStrings:step35", $"Model={Registrations.AnyFile}"));
        builder.AddStep35FlashClient("step35");
        builder.Services.LoadScripted();
        using var host = builder.Build();
        var health = host.Services.GetRequiredService<HealthCheckService>();

        var before = await health.CheckHealthAsync(Token);
        await host.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hello!", cancellationToken: Token);
        var after = await health.CheckHealthAsync(Token);

        Assert.Equal((HealthStatus.Unhealthy, HealthStatus.Healthy), (before.Status, after.Status));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void AddStep35FlashClient_Telemetry_CanBeSwitchedOff(bool isDisabled, bool isThere)
    {
        using var host = Build("step35", Two, settings => (settings.DisableTracing, settings.DisableMetrics) = (isDisabled, isDisabled));

        Assert.Equal(isThere, host.Services.GetRequiredService<IChatClient>().GetService<OpenTelemetryChatClient>() is not null);
    }

    [Fact]
    public void AddStep35FlashClient_HealthChecksDisabled_RegistersNone()
    {
        using var host = Build("step35", Two, settings => settings.DisableHealthChecks = true);

        Assert.Null(host.Services.GetService<HealthCheckService>());
    }

    private IHost Build(string name, string? connection, Action<Step35ClientSettings>? configure = null)
    {
        var builder = Registrations.NewHost(connection is null ? [] : [($"ConnectionStrings:{name}", connection)]);
        builder.AddStep35FlashClient(name, configure);
        builder.Services.AddHttpClient("step35").ConfigurePrimaryHttpMessageHandler(() => _servers);
        return builder.Build();
    }
}
