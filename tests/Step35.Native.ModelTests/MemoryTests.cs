namespace Step35.Native.ModelTests;

/// <summary>Measures the process, so nothing may run beside it.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryTests
{
    private const string Name = "memory";

    [Fact]
    public void LoadAndUnload_ManyTimes_KeepsMemoryFlat()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "resident memory is read from /proc");
        Cycle(20);
        var before = ResidentBytes();
        Cycle(200);

        Assert.InRange(ResidentBytes() - before, long.MinValue, 64 << 20);

        static void Cycle(int count)
        {
            for (var i = 0; i < count; i++)
            {
                using var model = Nano.Load();
                using var context = model.CreateContext(Nano.Small);
            }
        }
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1]) * Environment.SystemPageSize;
    }
}
