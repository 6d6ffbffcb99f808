using System.Globalization;
using Step35.Engine.Gguf;
using Step35.Engine.Planning;
using Step35.TestModels;

namespace Step35.Architecture.Tests;

/// <summary>The table of known machines is what the planner says.</summary>
public sealed class MemoryPlanPageTests : IDisposable
{
    private const double GiB = 1L << 30;

    private readonly string _folder = Directory.CreateTempSubdirectory("step35-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void MemoryPlanPage_Table_IsWhatThePlannerSays()
    {
        var file = GgufFile.Open(TestModelWriter.Write(FlashModel.TrunkOnly, Path.Combine(_folder, "flash.gguf")));
        var page = RepositoryTree.Read("docs/memory-plan.md");
        Assert.All(KnownMachines.All, machine => Assert.Contains(Row(file, machine), page, StringComparison.Ordinal));
    }

    private static string Row(GgufFile file, MachineDescription machine)
    {
        var plan = MemoryPlan.Create(file, machine, new() { ContextLength = 262_144 });
        Assert.True(plan.Fits);
        var fullest = plan.Devices.SkipLast(1).MaxBy(device => device.UsedBytes);
        return $"| `{machine.Name}` | {plan.Settings.KeyCacheType} | {(fullest is null ? "shared" : $"{plan.Settings.CpuExpertLayers} layers")} "
            + $"| {(fullest is null ? "shared" : Share(fullest))} | {Share(plan.Devices[^1])} |";
    }

    private static string Share(DevicePlan device) =>
        string.Create(CultureInfo.InvariantCulture, $"{device.UsedBytes / GiB:F1} of {device.FreeBytes / GiB:F0} GiB");
}
