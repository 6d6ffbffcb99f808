using System.Globalization;
using Step35.Engine.Decoding;
using Step35.Engine.Tuning;
using Step35.Native;

namespace Step35.Engine.Planning;

/// <summary>Finds out what this machine has free.</summary>
internal static class MachineProbe
{
    private const string LinuxMemory = "/proc/meminfo";
    private const string AvailableKey = "MemAvailable:";

    /// <summary>Describes this machine with the native core's devices.</summary>
    /// <exception cref="ModelLoadException"><see cref="EngineOptions.MainGpu"/> is none of them.</exception>
    public static MachineDescription Describe(EngineOptions options)
    {
        var machine = Describe([.. options.Devices]);
        if (options.GpuSplit != GpuSplit.None)
            return machine;
        if (options.MainGpu > 0 && options.MainGpu >= machine.Devices.Count)
            throw new ModelLoadException(
                $"MainGpu is {options.MainGpu}, but the GPUs in use are {machine.Devices.Count}, counted from 0; lower it.", options.ModelPath);
        return machine with { Devices = [.. machine.Devices.Skip(options.MainGpu).Take(1)] };
    }

    private static MachineDescription Describe(string[] names) => new()
    {
        Name = "this",
        FreeBytes = MeasureFreeBytes(),
        Cores = CpuTopology.PhysicalCoreCount,
        Devices =
        [
            .. Choose(NativeRuntime.ListDevices(), names)
                .Select(device => new MachineDevice(device.Name, device.FreeBytes, SharesMainMemory(device))),
        ],
    };

    // As the core does it: remote devices come first, and an integrated GPU is passed over where the machine has others, unless it is named.
    private static IEnumerable<NativeDevice> Choose(IReadOnlyList<NativeDevice> devices, string[] names)
    {
        var gpus = devices.Where(device => device.Type is NativeDeviceType.Gpu or NativeDeviceType.IntegratedGpu).ToList();
        if (names.Length > 0)
            return names.SelectMany(name => gpus.Where(gpu => gpu.Name == name));
        var hasOwn = gpus.Exists(gpu => gpu.Type == NativeDeviceType.Gpu && !IsRemote(gpu));
        return gpus.Where(gpu => gpu.Type == NativeDeviceType.Gpu || !hasOwn).OrderBy(gpu => !IsRemote(gpu));
    }

    private static bool IsRemote(NativeDevice device) => device.Name.StartsWith("RPC", StringComparison.Ordinal);

    // Apple's GPUs call themselves GPUs, not integrated ones.
    private static bool SharesMainMemory(NativeDevice device) =>
        !IsRemote(device) && (device.Type == NativeDeviceType.IntegratedGpu || OperatingSystem.IsMacOS());

    // The core counts all memory as free; the system knows better, and a container may have less of it than the machine.
    private static long MeasureFreeBytes()
    {
        var memory = GC.GetGCMemoryInfo();
        var free = memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes;
        return File.Exists(LinuxMemory) ? Math.Min(memory.TotalAvailableMemoryBytes, ReadAvailableBytes() ?? free) : free;
    }

    private static long? ReadAvailableBytes()
    {
        var line = File.ReadLines(LinuxMemory).FirstOrDefault(line => line.StartsWith(AvailableKey, StringComparison.Ordinal));
        var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is { Length: > 1 } && long.TryParse(words[1], CultureInfo.InvariantCulture, out var kibibytes) ? kibibytes << 10 : null;
    }
}
