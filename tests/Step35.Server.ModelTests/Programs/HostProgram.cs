using System.Diagnostics;
using Step35.TestModels;

namespace Step35.Server.ModelTests.Programs;

/// <summary>The sample <c>ModelHost</c> as a process of its own.</summary>
internal sealed class HostProgram : IDisposable
{
    private readonly ListeningProcess _host;

    private HostProgram(ListeningProcess host) => _host = host;

    public Uri Address => new(_host.Address);

    /// <summary>Gets how much memory the process holds.</summary>
    public long MemoryBytes
    {
        get
        {
            _host.Process.Refresh();
            return _host.Process.WorkingSet64;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts a host that serves the small model.</summary>
    /// <param name="port">Where; 0 takes any free port.</param>
    public static async Task<HostProgram> StartAsync(int port = 0)
    {
        // All processors are its, as a user's.
        var program = new ProgramProcess("ModelHost.dll") { Environment = new Dictionary<string, string?> { ["DOTNET_PROCESSOR_COUNT"] = null } };
        var process = program.Start(
            $"--urls=http://127.0.0.1:{port}",
            $"--Step35:ModelPath={NanoModel.Path}",
            "--Step35:MaxSequences=4",
            "--Step35:Threads=1",
            "--Step35:DrainTimeout=00:02:00",
            "--Logging:LogLevel:Default=Warning",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information");
        return new HostProgram(await ListeningProcess.WaitAsync(process, Token));
    }

    /// <summary>Tells the process to stop, as an operating system does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_host.Process.Id}"]);
        await kill.WaitForExitAsync(Token);
    }

    public async Task<int> WaitForExitAsync()
    {
        await _host.Process.WaitForExitAsync(Token);
        return _host.Process.ExitCode;
    }

    /// <summary>Kills the process, as a crash would end it.</summary>
    public void Dispose() => _host.Dispose();
}
