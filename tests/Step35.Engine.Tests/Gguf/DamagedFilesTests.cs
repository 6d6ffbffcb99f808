using Step35.Engine.Gguf;
using Step35.TestModels.Damage;

namespace Step35.Engine.Tests.Gguf;

public sealed class DamagedFilesTests
{
    private const int Seed = 35;

    /// <summary>Far above what a read of these small files takes: only a hang reaches it.</summary>
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    public static TheoryData<int, string> Corpus()
    {
        var rows = new TheoryData<int, string>();
        foreach (var (index, file) in DamagedFiles.List(Seed).Index())
            rows.Add(index, file.Name);
        return rows;
    }

    [Fact]
    public void List_Corpus_HasManyDistinctDamages()
    {
        var names = DamagedFiles.List(Seed).Select(file => file.Name).ToArray();

        Assert.True(names.Length >= 200, $"{names.Length} files");
        Assert.Distinct(names);
    }

    [Fact]
    public void Read_IntactModel_IsAccepted()
    {
        using var folder = new TemporaryFolder();
        var path = TestModels.TestModelWriter.Write(DamagedFiles.Intact, folder.File("model.gguf"));

        Assert.Equal(Step35ModelKind.WithMtp, Step35ModelHeader.Read(GgufFile.Open(path)).Kind);
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public async Task Read_DamagedFile_ThrowsAndSpendsLittleMemory(int index, string name)
    {
        using var folder = new TemporaryFolder();
        var path = DamagedFiles.List(Seed)[index].WriteTo(folder.Path);
        var length = Directory.EnumerateFiles(folder.Path).Sum(file => new FileInfo(file).Length);

        var reading = Task.Run(() => Refuse(path), TestContext.Current.CancellationToken);
        var (error, allocated) = await reading.WaitAsync(HangGuard, TestContext.Current.CancellationToken);

        Assert.True(error is not null, $"'{name}' was accepted");
        Assert.Contains(": ", error.Message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 500_000 + (4 * length));
    }

    private static (GgufException? Error, long Allocated) Refuse(string path)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Record.Exception(() => Step35ModelHeader.Read(GgufFile.Open(path)));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return (error is null ? null : Assert.IsType<GgufException>(error), allocated);
    }
}
