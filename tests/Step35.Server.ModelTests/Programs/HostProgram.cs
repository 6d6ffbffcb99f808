using System.Diagnostics;
using System.Text.RegularExpressions;
using Step35.TestModels;

namespace Step35.Server.ModelTests.Programs;

/// <summary>The sample <c>ModelHost</c> as a process of its own.</summary>
internal sealed partial class HostProgram : IAsyncDisposable
{
    private readonly Process _process;

    private HostProgram(Process process) => _process = process;

    public Uri Address { get; private set; } = null!;

    /// <summary>Gets how much memory the process holds.</summary>
    public long MemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts a host that serves the small model.</summary>
    /// <param name="port">Where; 0 takes any free port.</param>
    public static async Task<HostProgram> StartAsync(int port = 0)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "ModelHost.dll"), $"--urls=http://127.0.0.1:{port}", $"--Step35:ModelPath={NanoModel.Path}",
            "--Step35:MaxSequences=4", "--Step35:Threads=1", "--Step35:DrainTimeout=00:02:00", "--Logging:LogLevel:Default=Warning",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
        ];
        var host = new HostProgram(Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!);
        try
        {
            host.Address = await host.FindAddressAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Tells the process to stop, as an operating system does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(Token);
    }

    /// <summary>Ends the process at once.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private async Task<Uri> FindAddressAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(Token) is { } line)
        {
            if (AddressLine().Match(line) is not { Success: true } found)
                continue;
            // Nobody reads on, but a full pipe would hold the program up.
            _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return new Uri(found.Groups[1].Value);
        }

        throw new InvalidOperationException("The host ended before it listened.");
    }

    [GeneratedRegex(@"listening on: (http://\S+)")]
    private static partial Regex AddressLine();
}
