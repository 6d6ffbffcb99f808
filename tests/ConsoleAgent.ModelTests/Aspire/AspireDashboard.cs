using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace ConsoleAgent.ModelTests.Aspire;

/// <summary>The Aspire dashboard as npm brings it, alone: no app host is behind it.</summary>
public sealed class AspireDashboard : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "dashboard");
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient _client = new() { BaseAddress = new(AnyAddress()) };
    private Process? _process;

    /// <summary>Gets why it is not there; null where it runs.</summary>
    public string? Absence { get; private set; }

    /// <summary>Gets where programs send their telemetry.</summary>
    public string OtlpAddress { get; } = AnyAddress();

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsLinux())
            Absence = "the pinned dashboard is for Linux";
        else if (!await IsInstalledAsync())
            Absence = "npm is missing, or cannot fetch the dashboard";
        else
            await StartAsync();
    }

    /// <summary>Reads the spans that have come, as soon as they are those that are waited for.</summary>
    public async Task<IReadOnlyList<JsonNode>> ReadSpansAsync(Func<IReadOnlyList<JsonNode>, bool> areThere)
    {
        IReadOnlyList<JsonNode> spans = [];
        await WaitAsync(async () => areThere(spans = await ReadSpansAsync()));
        return spans;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_process is null)
            return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> IsInstalledAsync()
    {
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--silent"]) { WorkingDirectory = Folder })!;
            await npm.WaitForExitAsync();
            return npm.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private async Task StartAsync()
    {
        var start = new ProcessStartInfo(
            Path.Combine(Folder, "node_modules", "@microsoft", "aspire-cli-linux-x64", "bin", "aspire"),
            ["dashboard", "run", "--nologo", "--non-interactive", "--allow-anonymous",
                "--frontend-url", _client.BaseAddress!.ToString(), "--otlp-grpc-url", OtlpAddress, "--otlp-http-url", AnyAddress()])
        {
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        _process.BeginOutputReadLine();
        await WaitAsync(async () => (await ReadSpansAsync()).Count == 0);
    }

    private async Task<IReadOnlyList<JsonNode>> ReadSpansAsync()
    {
        var traces = JsonNode.Parse(await _client.GetStringAsync(new Uri("api/telemetry/traces", UriKind.Relative)));
        return [.. Array(traces!["data"]!, "resourceSpans").SelectMany(resource => Array(resource, "scopeSpans")).SelectMany(scope => Array(scope, "spans"))];
    }

    private static IEnumerable<JsonNode> Array(JsonNode node, string name) => node[name]?.AsArray().Select(item => item!) ?? [];

    // Whether it listens, and what it has received, can only be asked.
    private static async Task WaitAsync(Func<Task<bool>> isDone)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            try
            {
                if (await isDone())
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
    }

    private static string AnyAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
