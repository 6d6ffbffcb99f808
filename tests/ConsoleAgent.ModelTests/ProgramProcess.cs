using System.Diagnostics;

namespace ConsoleAgent.ModelTests;

/// <summary>A program as a user starts it: a process of its own.</summary>
/// <param name="assembly">The program's assembly beside the tests.</param>
internal sealed class ProgramProcess(string assembly)
{
    /// <summary>The beginning of a command line: tests that run in the background ignore what a terminal sends, and so would all that they start.</summary>
    public static readonly string HeedingSignals = OperatingSystem.IsLinux() ? "env --default-signal=INT,HUP dotnet" : "dotnet";

    /// <summary>Gets what the process finds in its environment besides what the tests have.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Gets the folder in which the process runs; empty takes that of the tests.</summary>
    public string WorkingDirectory { get; init; } = string.Empty;

    public Process Start(params string[] arguments)
    {
        var command = HeedingSignals.Split(' ');
        var start = new ProcessStartInfo(command[0], [.. command[1..], Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Threads that compute wait for each other at full speed, and the machine is full of tests.
            Environment = { ["DOTNET_PROCESSOR_COUNT"] = "1" },
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{assembly} did not start.");
    }

    public async Task<(int ExitCode, string Output, string Error)> RunAsync(string input, params string[] arguments)
    {
        using var process = Start(arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
