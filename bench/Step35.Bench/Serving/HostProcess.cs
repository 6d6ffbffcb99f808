using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Step35.Bench.Server;

namespace Step35.Bench.Serving;

/// <summary>The sample <c>ModelHost</c> as a process on a free loopback port.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts a host as a llama-server would be, and waits until its model is loaded and warm.</summary>
    /// <exception cref="BenchException">It ended.</exception>
    public static async Task<HostProcess> StartAsync(LlamaServerSettings settings, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "ModelHost.dll"), "--urls=http://127.0.0.1:0", $"--Step35:ModelPath={settings.ModelPath}",
            $"--Step35:Threads={settings.Threads}", $"--Step35:ContextLength={settings.ContextLength}", $"--Step35:MaxSequences={settings.Slots}",
            "--Logging:LogLevel:Default=Warning",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
        ];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        try
        {
            var host = new HostProcess(process, await FindAddressAsync(process.StandardOutput, cancellationToken));
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            await host.WaitUntilReadyAsync(cancellationToken);
            return host;
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync(_process);

    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address };
        while (true)
        {
            using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            if (response.IsSuccessStatusCode)
                return;
            var health = await response.Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
            if ((string?)health?["status"] == "failed")
                throw new BenchException($"ModelHost cannot load its model: {health}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    private static async Task<Uri> FindAddressAsync(StreamReader output, CancellationToken cancellationToken)
    {
        while (await output.ReadLineAsync(cancellationToken) is { } line)
            if (AddressLine().Match(line) is { Success: true } found)
                return new Uri(found.Groups[1].Value);
        throw new BenchException("ModelHost ended before it listened; run samples/ModelHost by hand to see why.");
    }

    [GeneratedRegex(@"listening on: (http://\S+)")]
    private static partial Regex AddressLine();
}
