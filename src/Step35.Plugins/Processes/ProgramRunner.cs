using System.ComponentModel;
using System.Diagnostics;

namespace Step35.Plugins.Processes;

/// <summary>Runs programs to their end or to their time limit, and leaves none of their processes behind.</summary>
internal sealed class ProgramRunner(ProgramLimits limits, TimeProvider time)
{
    // An output that a process outside of the family holds open is not waited for.
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    public async Task<ProgramResult> RunAsync(ProgramStart start, CancellationToken cancellationToken)
    {
        var family = new ProcessFamily();
        using var process = Start(start, family);
        process.StandardInput.Close();
        var output = new BoundedOutput(limits.MaxOutputBytes);
        var errors = new BoundedOutput(limits.MaxOutputBytes);
        using var reading = new CancellationTokenSource();
        var reads = Task.WhenAll(
            output.ReadAsync(process.StandardOutput.BaseStream, reading.Token), errors.ReadAsync(process.StandardError.BaseStream, reading.Token));

        var ended = await WaitAsync(process, family, cancellationToken).ConfigureAwait(false);
        reading.CancelAfter(OutputGrace);
        await reads.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return new(ended ? process.ExitCode : null, output.ToString(), errors.ToString());
    }

    private async Task<bool> WaitAsync(Process process, ProcessFamily family, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(limits.TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            family.End(process);
        }
    }

    private static Process Start(ProgramStart start, ProcessFamily family)
    {
        var info = new ProcessStartInfo(start.Program, start.Arguments)
        {
            WorkingDirectory = start.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        info.Environment.Clear();
        foreach (var (name, value) in start.Environment)
            info.Environment[name] = value;
        info.Environment[ProcessFamily.MarkName] = family.Mark;
        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception exception)
        {
            throw new ToolException($"'{Path.GetFileName(start.Program)}' could not be started.", exception);
        }
    }
}
