
namespace Step35.Plugins.Tests.Files;

/// <summary>Tries to use up memory or time.</summary>
public sealed class FilesExhaustionTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly FilesCaller _files;

    public FilesExhaustionTests() => _files = new(_scratch.Root);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void ReadFile_HundredMegabytes_CostsLittleMemory()
    {
        WriteLines("large.txt", 100 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var text = _files.ReadFile("large.txt", startLine: 1_000_000, lineCount: 2);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.EndsWith("more follow from line 1000002.)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadFile_HundredMegabytes_ReturnsNoMoreThanTheLimit()
    {
        WriteLines("large.txt", 100 << 20);
        Assert.InRange(_files.ReadFile("large.txt").Length, 100_000, 103_000);
    }

    [Fact]
    public void ReadFile_OneEndlessLine_IsCut()
    {
        _scratch.Write("line.txt", new string('x', 20 << 20));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(new string('x', 2_000) + " … (cut)", _files.ReadFile("line.txt"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void SearchAndEdit_FileOverTheLimit_AreRefused()
    {
        WriteLines("large.txt", 9 << 20);
        Assert.Equal("Nothing was found.", _files.SearchText("line"));
        Assert.StartsWith("Error: ", _files.EditFile("large.txt", "line", "word"), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", _files.WriteFile("larger.txt", new string('x', 9 << 20)), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadFile_SparseFileOfATerabyte_EndsAtOnce()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sparse files");
        _scratch.Run("truncate", "--size=1T", "sparse");
        Assert.Contains("binary file", _files.ReadFile("sparse"), StringComparison.Ordinal);
        Assert.Equal("Nothing was found.", _files.SearchText("x"));
    }

    [Fact]
    public void EveryFunction_Pipe_DoesNotWait()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mkfifo");
        _scratch.Run("mkfifo", "pipe", ".gitignore");
        Assert.StartsWith("Error: ", _files.ReadFile("pipe"), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", _files.EditFile("pipe", "a", "b"), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", _files.WriteFile("pipe", "a"), StringComparison.Ordinal);
        Assert.Equal("Nothing was found.", _files.SearchText("a"));
        Assert.Contains("pipe", _files.ListFiles(), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFunction_Device_IsNotRead()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "only root makes devices");
        _scratch.Run("mknod", "zero", "c", "1", "5");
        Assert.SkipUnless(Path.Exists(_scratch.PathOf("zero")), "devices cannot be made here");
        Assert.StartsWith("Error: ", _files.ReadFile("zero"), StringComparison.Ordinal);
        Assert.Equal("Nothing was found.", _files.SearchText("a"));
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|aa)+$")]
    [InlineData("(.*a){20}$")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    [InlineData("(x+x+)+y")]
    public void SearchText_PatternThatExplodes_EndsWithoutTime(string pattern)
    {
        _scratch.Write("bait.txt", new string('a', 50_000) + "!\n" + new string('x', 50_000));
        Assert.NotNull(_files.SearchText(pattern, isRegex: true));
    }

    [Theory]
    [InlineData("((a{1,1000}){1,1000}){1,1000}")]
    [InlineData("(")]
    [InlineData("(?<=a)b")]
    [InlineData(@"(a)\1")]
    public void SearchText_PatternThatIsWrongOrTooLarge_IsRefused(string pattern) =>
        Assert.StartsWith("Error: the regular expression", _files.SearchText(pattern, isRegex: true), StringComparison.Ordinal);

    [Fact]
    public void SearchText_LongPattern_IsRefused() =>
        Assert.StartsWith("Error: ", _files.SearchText(new string('a', 2_000), isRegex: true), StringComparison.Ordinal);

    [Fact]
    public void ListAndRead_DeepTree_IsWalkedToALimit()
    {
        var folder = _scratch.Root;
        for (var i = 0; i < 200; i++)
            folder = Directory.CreateDirectory(Path.Combine(folder, "d")).FullName;
        Assert.NotEmpty(_files.ListFiles(depth: int.MaxValue));
        Assert.Equal("Nothing was found.", _files.SearchText("x"));
        Assert.StartsWith("Error: ", _files.ReadFile(string.Join('/', Enumerable.Repeat("d", 200))), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", _files.WriteFile(string.Join('/', Enumerable.Repeat("n", 100_000)), "x"), StringComparison.Ordinal);
    }

    [Fact]
    public void SearchAndList_FiftyThousandFiles_AreBounded()
    {
        for (var i = 0; i < 50_000; i++)
            WriteSmall($"d{i % 100}/f{i}.txt", i % 1_000 == 0 ? "a needle\n" : "some hay\n");
        Assert.Equal(50, _files.SearchText("needle").Split('\n').Length);
        Assert.Equal(50, _files.SearchText("need.e", isRegex: true).Split('\n').Length);
        Assert.Equal(201, _files.SearchText("hay").Split('\n').Length);
        Assert.Equal(501, _files.ListFiles().Split('\n').Length);
    }

    [Fact]
    public void Ignoring_HostilePatterns_EndWithoutTime()
    {
        var stars = string.Concat(Enumerable.Repeat("*a", 60));
        var folders = string.Concat(Enumerable.Repeat("**/a/", 60));
        _scratch.Write(".gitignore", $"{stars}b\n{folders}b\n[[[[\n[a-\n\\\n!\n/\n")
            .Write(new string('a', 200), "needle").Write(string.Join('/', Enumerable.Repeat("a", 50)), "needle");
        Assert.Equal(2, _files.SearchText("needle").Split('\n').Length);
    }

    [Fact]
    public void EveryFunction_LongName_IsRefused()
    {
        Assert.StartsWith("Error: ", _files.ReadFile(new string('n', 300)), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", _files.WriteFile(new string('n', 1_000_000), "x"), StringComparison.Ordinal);
    }

    private void WriteSmall(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_scratch.PathOf(path))!);
        using var file = File.OpenHandle(_scratch.PathOf(path), FileMode.CreateNew, FileAccess.Write);
        RandomAccess.Write(file, System.Text.Encoding.UTF8.GetBytes(text), 0);
    }

    private void WriteLines(string path, int bytes)
    {
        var block = System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("this is a line of text, 32 long\n", 1 << 15)));
        using var file = File.OpenHandle(_scratch.PathOf(path), FileMode.CreateNew, FileAccess.Write);
        for (long at = 0; at < bytes; at += block.Length)
            RandomAccess.Write(file, block, at);
    }
}
