using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Step35.SK.ModelTests.Mcp;

/// <summary>The protocol's reference server from npm, where npm can fetch it.</summary>
internal sealed class EverythingServer : IDisposable
{
    public const string Package = "@modelcontextprotocol/server-everything";

    private readonly Process _process;

    private EverythingServer(Process process, Uri endpoint) => (_process, Endpoint) = (process, endpoint);

    public Uri Endpoint { get; }

    public static async Task<bool> IsAvailableAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["exec", "--yes", "--package", Package, "--", "node", "--version"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            await Task.WhenAll(npm.StandardOutput.ReadToEndAsync(cancellationToken), npm.StandardError.ReadToEndAsync(cancellationToken));
            await npm.WaitForExitAsync(cancellationToken);
            return npm.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Starts it as a web server and waits until it listens.</summary>
    public static async Task<EverythingServer> StartHttpAsync(CancellationToken cancellationToken)
    {
        var port = FreePort();
        var process = Process.Start(new ProcessStartInfo("npx", ["-y", Package, "streamableHttp"])
        {
            RedirectStandardError = true,
            Environment = { ["PORT"] = $"{port}" },
        })!;
        string? line;
        do
            line = await process.StandardError.ReadLineAsync(cancellationToken);
        while (line?.Contains("listening", StringComparison.OrdinalIgnoreCase) is false);
        return new(process, new Uri($"http://127.0.0.1:{port}/mcp"));
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
