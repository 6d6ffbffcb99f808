using System.Diagnostics;

namespace ConsoleAgent.ModelTests;

/// <summary>The sample host as a process of its own, at a free port of this machine.</summary>
public sealed class ModelHostProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private ModelHostProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Gets where it listens.</summary>
    public string Address => _address.Task.Result;

    /// <summary>Starts the host with some variables in its environment and waits until it listens; the model may still be loading.</summary>
    public static async Task<ModelHostProcess> StartAsync(IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        var program = new ProgramProcess("ModelHost.dll")
        {
            Environment = new Dictionary<string, string?>(environment) { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" },
        };
        var host = new ModelHostProcess(program.Start());
        try
        {
            await host._address.Task.WaitAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
            _address.TrySetException(new InvalidOperationException("The host ended before it listened."));
        else if (line.Split(Listening) is [_, var address])
            _address.TrySetResult(address);
    }
}
