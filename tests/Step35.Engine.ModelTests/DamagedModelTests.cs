using System.Diagnostics;
using Step35.Engine.Gguf;
using Step35.Engine.Model;
using Step35.TestModels.Damage;

namespace Step35.Engine.ModelTests;

/// <summary>Loads the whole damaged corpus in one process, past the reader to the native core.</summary>
public sealed class DamagedModelTests(ITestOutputHelper output)
{
    private const int Seed = 20260901;

    [Fact]
    public async Task Load_DamagedFiles_AllThrowAndTheProcessStaysAsItWas()
    {
        // The native core is loaded first, so that its own memory is not counted.
        await using var nano = await Step35Engine.LoadAsync(NanoEngine.Options, cancellationToken: TestContext.Current.CancellationToken);
        var files = DamagedFiles.List(Seed);
        await LoadAllAsync(files);
        var before = ProcessMemory.Measure();
        var slowest = await LoadAllAsync(files);
        var after = ProcessMemory.Measure();

        output.WriteLine(
            $"{files.Count} damaged files refused, the slowest in {slowest.TotalMilliseconds:N0} ms; resident set "
            + $"{before.ResidentBytes >> 10:N0} -> {after.ResidentBytes >> 10:N0} KiB, open handles {before.OpenHandles} -> {after.OpenHandles}");
        Assert.True(files.Count >= 200, $"The corpus has {files.Count} files.");
        Assert.InRange(after.ResidentBytes - before.ResidentBytes, long.MinValue, 8 << 20);
        Assert.InRange(after.OpenHandles, 0, before.OpenHandles + ProcessMemory.RuntimeHandles);
        Assert.NotEmpty((await nano.RunAsync(nano.Ask("Hello!"))).Text);
    }

    private static async Task<TimeSpan> LoadAllAsync(IEnumerable<DamagedFile> files)
    {
        var slowest = TimeSpan.Zero;
        foreach (var file in files)
        {
            var folder = Directory.CreateTempSubdirectory("step35-").FullName;
            try
            {
                var path = file.WriteTo(folder);
                var start = Stopwatch.GetTimestamp();
                var error = await Record.ExceptionAsync(() => Step35Engine.LoadAsync(new EngineOptions { ModelPath = path, Threads = 1 }));
                var elapsed = Stopwatch.GetElapsedTime(start);
                Assert.True(error is GgufException or ModelNotFoundException, $"{file.Name}: {error?.ToString() ?? "loaded"}");
                slowest = elapsed > slowest ? elapsed : slowest;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return slowest;
    }
}
