using System.Diagnostics;

namespace ConsoleAgent.ModelTests;

/// <summary>A web program as a process of its own, from when it listens until it is ended.</summary>
internal sealed class ListeningProcess : IDisposable
{
    private const string Listening = "Now listening on: ";

    private ListeningProcess(Process process) => Process = process;

    public Process Process { get; }

    /// <summary>Gets where it listens.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Waits until a program that was started listens.</summary>
    /// <exception cref="InvalidOperationException">It ended before; the message is what it wrote as errors.</exception>
    public static async Task<ListeningProcess> WaitAsync(Process process, CancellationToken cancellationToken)
    {
        // Nobody reads on, but a full pipe would hold the program up.
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var listening = new ListeningProcess(process);
        try
        {
            while (listening.Address.Length == 0)
            {
                var line = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException(await errors);
                if (line.Split(Listening) is [_, var address])
                    listening.Address = address.Trim();
            }
        }
        catch
        {
            listening.Dispose();
            throw;
        }

        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return listening;
    }

    public void Dispose()
    {
        if (!Process.HasExited)
            Process.Kill(entireProcessTree: true);
        Process.WaitForExit();
        Process.Dispose();
    }
}
