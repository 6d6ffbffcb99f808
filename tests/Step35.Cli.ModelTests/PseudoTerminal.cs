using System.Diagnostics;
using System.Text;

namespace Step35.Cli.ModelTests;

/// <summary>The tool at a terminal: what is typed is echoed, and Ctrl-C is a signal.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    public const string CtrlC = "\u0003";
    public const string CtrlD = "\u0004";

    /// <summary>Far above what any step takes: only a hang reaches it.</summary>
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _seen = new();
    private readonly char[] _buffer = new char[4096];
    private int _position;

    private PseudoTerminal(Process process) => _process = process;

    /// <summary>Gets all that has stood on the screen.</summary>
    public string Screen => _seen.ToString();

    public static bool IsPossible => OperatingSystem.IsLinux() && File.Exists("/usr/bin/script");

    public static PseudoTerminal Start(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var line = string.Join(' ', arguments.Prepend(ToolProcess.Assembly).Select(argument => $"'{argument}'"));
        var start = new ProcessStartInfo("/usr/bin/script", ["-qefc", $"{ProgramProcess.HeedingSignals} {line}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        // Colours are looked for, whatever the person who runs the tests prefers.
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new PseudoTerminal(Process.Start(start)!);
    }

    public async Task TypeAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Reads on to a text, past the one that was waited for before.</summary>
    public async Task WaitForAsync(string text)
    {
        int found;
        while ((found = Screen.IndexOf(text, _position, StringComparison.Ordinal)) < 0)
        {
            var count = await ReadAsync(text);
            Assert.True(count > 0, $"The program ended before it wrote '{text}':\n{Screen}");
            _seen.Append(_buffer, 0, count);
        }

        _position = found + text.Length;
    }

    public async Task<int> WaitForExitAsync()
    {
        _seen.Append(await _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    private async Task<int> ReadAsync(string awaited)
    {
        try
        {
            return await _process.StandardOutput.ReadAsync(_buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(HangGuard);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"'{awaited}' does not come:\n{Screen}");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
