namespace Step35.Engine.Planning;

/// <summary>Machines that people run the model on, with the memory that a model may take once the system has its own.</summary>
public static class KnownMachines
{
    private const long GiB = 1L << 30;

    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<MachineDescription> All { get; } =
    [
        Unified("mac-studio-128", "MTL0", 116, 16, "raise the GPU's share: sudo sysctl iogpu.wired_limit_mb=118784"),
        Unified("dgx-spark", "CUDA0", 115, 20, "close the desktop; nothing else may hold memory"),
        Unified("strix-halo-128", "Vulkan0", 116, 16, "boot with ttm.pages_limit=30408704, and 512 MB for the GPU in the firmware"),
        Server("h200", devices: 1, 138, 240, 32),
        Server("2x-rtx-pro-6000", devices: 2, 94, 240, 32),
        Server("4x-3090+128", devices: 4, 23, 120, 16),
    ];

    /// <summary>Finds a machine by its name.</summary>
    /// <param name="name">The name, for example <c>mac-studio-128</c>.</param>
    /// <returns>The machine.</returns>
    /// <exception cref="ArgumentException">No machine has this name.</exception>
    public static MachineDescription Find(string name) =>
        All.FirstOrDefault(machine => string.Equals(machine.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"'{name}' is no known machine; give one of {string.Join(", ", All.Select(machine => machine.Name))}.", nameof(name));

    private static MachineDescription Unified(string name, string device, long freeGiB, int cores, string advice) => new()
    {
        Name = name,
        FreeBytes = freeGiB * GiB,
        Cores = cores,
        Devices = [new MachineDevice(device, freeGiB * GiB, SharesMainMemory: true)],
        Advice = advice,
    };

    private static MachineDescription Server(string name, int devices, long deviceGiB, long mainGiB, int cores) => new()
    {
        Name = name,
        FreeBytes = mainGiB * GiB,
        Cores = cores,
        Devices = [.. Enumerable.Range(0, devices).Select(i => new MachineDevice($"CUDA{i}", deviceGiB * GiB))],
    };
}
