using System.Globalization;

namespace Step35.Engine.ModelTests;

/// <summary>What the process holds of the machine: native memory shows here and nowhere else.</summary>
internal static class ProcessMemory
{
    /// <summary>The runtime opens a few handles of its own at moments of its own; what leaks by the hundred shows beside them.</summary>
    public const int RuntimeHandles = 8;

    private const int PageBytes = 4096;

    /// <summary>Gets the resident set and the number of open handles, after the managed heap was cleaned.</summary>
    public static (long ResidentBytes, int OpenHandles) Measure()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the resident set is read from /proc");
        for (var round = 0; round < 2; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        var pages = long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], CultureInfo.InvariantCulture);
        return (pages * PageBytes, Directory.EnumerateFileSystemEntries("/proc/self/fd").Count());
    }
}
