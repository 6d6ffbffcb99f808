namespace Step35.Engine.Decoding;

/// <summary>Counts the cores that are worth a compute thread: hyper-threads of one core share its arithmetic units.</summary>
internal static class CpuTopology
{
    private const string LinuxCpus = "/sys/devices/system/cpu";

    /// <summary>Gets the number of physical cores, at most the number of processors the process may use.</summary>
    public static int PhysicalCoreCount { get; } = Math.Clamp(CountPhysicalCores(), 1, Environment.ProcessorCount);

    // Elsewhere there is no portable way to ask; Apple's and most Arm cores have no hyper-threads.
    private static int CountPhysicalCores() =>
        OperatingSystem.IsLinux() && Directory.Exists(LinuxCpus) ? CountLinuxCores() : Environment.ProcessorCount;

    private static int CountLinuxCores()
    {
        var siblings = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cpu in Directory.EnumerateDirectories(LinuxCpus, "cpu*"))
        {
            var list = Path.Combine(cpu, "topology", "thread_siblings_list");
            if (File.Exists(list))
                siblings.Add(File.ReadAllText(list));
        }

        return siblings.Count == 0 ? Environment.ProcessorCount : siblings.Count;
    }
}
