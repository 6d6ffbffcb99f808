using System.Diagnostics;

namespace Step35.Server.ModelTests.Clients;

/// <summary>The clients that others publish on npm, and the scripts that use them.</summary>
public sealed class ClientPackages : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "clients");

    /// <summary>Gets whether npm could install them here.</summary>
    public bool AreInstalled { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        AreInstalled = (await RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "ci", "--no-audit", "--no-fund")).ExitCode == 0;

    /// <summary>Runs a program among the scripts; one that is not there fails.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
            await process.WaitForExitAsync(Token);
            return (process.ExitCode, string.Concat(output));
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }

    public ValueTask DisposeAsync() => default;
}
