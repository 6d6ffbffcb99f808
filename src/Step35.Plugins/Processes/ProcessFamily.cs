using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Step35.Plugins.Processes;

/// <summary>A process with all that it started, so that none is left when it is over.</summary>
/// <remarks>
/// The system knows children by their parents, and forgets those whose parents have ended. So every run carries a mark in its environment,
/// which children inherit; on Linux those that bear it are found wherever they are.
/// </remarks>
internal sealed class ProcessFamily
{
    public const string MarkName = "STEP35_RUN";
    private const int MaxRounds = 10;
    private const int QuietRounds = 2;

    public string Mark { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Ends a process and all that it started.</summary>
    public void End(Process process)
    {
        EndTree(process);
        // A process may start another while it is being looked for, and bears no mark for the moment in which it becomes another program.
        for (int round = 0, quiet = 0; round < MaxRounds && quiet < QuietRounds; round++)
            quiet = EndMarked() == 0 ? quiet + 1 : 0;
    }

    private static void EndTree(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It, or one of its children, has just ended by itself.
        }
    }

    private int EndMarked()
    {
        if (!OperatingSystem.IsLinux())
            return 0;
        var marked = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && id != Environment.ProcessId && IsMarked(id))
            .ToList();
        foreach (var id in marked)
            EndOne(id);
        return marked.Count;
    }

    private bool IsMarked(int id)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/environ").AsSpan().IndexOf(Encoding.ASCII.GetBytes($"{MarkName}={Mark}")) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void EndOne(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has just ended by itself.
        }
    }
}
