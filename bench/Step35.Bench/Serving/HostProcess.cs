using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ConsoleAgent.ModelTests;
using Step35.Bench.Server;

namespace Step35.Bench.Serving;

/// <summary>The sample <c>ModelHost</c> as a process on a free loopback port.</summary>
internal static class HostProcess
{
    /// <summary>Starts a host as a llama-server would be, and waits until its model is loaded and warm.</summary>
    /// <exception cref="BenchException">It ended, or cannot load the model.</exception>
    public static async Task<ListeningProcess> StartAsync(LlamaServerSettings settings, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "ModelHost.dll"), "--urls=http://127.0.0.1:0", $"--Step35:ModelPath={settings.ModelPath}",
            $"--Step35:Threads={settings.Threads}", $"--Step35:ContextLength={settings.ContextLength}", $"--Step35:MaxSequences={settings.Slots}",
            "--Logging:LogLevel:Default=Warning",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
        ];
        var host = await ListenAsync(arguments, cancellationToken);
        try
        {
            await WaitUntilReadyAsync(new Uri(host.Address), cancellationToken);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private static async Task<ListeningProcess> ListenAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            return await ListeningProcess.WaitAsync(process, cancellationToken);
        }
        catch (InvalidOperationException error)
        {
            throw new BenchException($"ModelHost ended before it listened: {error.Message}");
        }
    }

    private static async Task WaitUntilReadyAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = address };
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
}
