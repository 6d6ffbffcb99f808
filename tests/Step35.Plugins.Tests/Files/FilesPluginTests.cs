using CsCheck;
using Step35.Plugins.Files;

namespace Step35.Plugins.Tests.Files;

public sealed class FilesPluginTests : IDisposable
{
    private readonly Scratch _scratch = new Scratch().Write("a.txt", "one\ntwo\nthree\n").Write("src/b.cs", "class B;\n").Write("src/deep/c.cs", "class C;\n");
    private readonly FilesCaller _files;

    public FilesPluginTests() => _files = new(_scratch.Root);

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(1, 0, "one\ntwo\nthree")]
    [InlineData(2, 1, "two\n(Lines 2 to 2; more follow from line 3.)")]
    [InlineData(3, 5, "three")]
    [InlineData(4, 1, "(The file has 3 lines only.)")]
    [InlineData(-3, 1, "one\n(Lines 1 to 1; more follow from line 2.)")]
    public void ReadFile_Lines_AreThoseAskedFor(int start, int count, string expected) =>
        Assert.Equal(expected, _files.ReadFile("a.txt", start, count));

    [Fact]
    public void ReadFile_AnyLinesOfAnyText_AreThoseOfTheText() => Gen.Select(
        Gen.String["ab\n\r"].Where(text => text.Length > 0), Gen.Int[1, 12], Gen.Int[1, 12]).Sample((text, start, count) =>
    {
        using var reader = new StringReader(text);
        var lines = text.Split('\n').Select(line => line.EndsWith('\r') ? line[..^1] : line).ToList();
        if (lines[^1].Length == 0 && text.EndsWith('\n'))
            lines.RemoveAt(lines.Count - 1);
        var read = TextRange.Read(new LineReader(reader, 100), start, count, 10_000, CancellationToken.None);
        var expected = string.Join('\n', lines.Skip(start - 1).Take(count));
        Assert.Equal(start > lines.Count ? $"(The file has {lines.Count} lines only.)" : expected, read.Split("\n(Lines")[0]);
    });

    [Fact]
    public void ReadFile_EmptyBinaryAndMissing_SaySo()
    {
        _scratch.Write("empty.txt", "").Write("binary.bin", "MZ\0\0");
        Assert.Equal("(The file is empty.)", _files.ReadFile("empty.txt"));
        Assert.Equal("'binary.bin' is a binary file of 4 bytes.", _files.ReadFile("binary.bin"));
        Assert.StartsWith("Error: there is no 'missing.txt'", _files.ReadFile("missing.txt"), StringComparison.Ordinal);
        Assert.StartsWith("Error: 'src' is a folder", _files.ReadFile("src"), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadFile_FullPathInTheWorkspace_IsRead() => Assert.StartsWith("one", _files.ReadFile(_scratch.PathOf("a.txt")), StringComparison.Ordinal);

    [Fact]
    public void ListFiles_Tree_IsIndentedAndPastWhatIsIgnored()
    {
        _scratch.Write(".gitignore", "*.log\nout/\n").Write("x.log", "").Write("out/y", "").Write(".git/HEAD", "")
            .Write("src/.gitignore", "!x.log\ndeep\n").Write("src/x.log", "");
        Assert.Equal(".gitignore\na.txt\nsrc/\n  .gitignore\n  b.cs\n  x.log", _files.ListFiles());
        Assert.Equal(".gitignore\nb.cs\nx.log", _files.ListFiles("src"));
        Assert.Equal("a.txt", _files.ListFiles(depth: 1).Split('\n')[1]);
    }

    [Fact]
    public void ListFiles_Depth_IsKept() => Assert.Equal("a.txt\nsrc/\n  b.cs\n  deep/", _files.ListFiles(".", 2));

    [Fact]
    public void SearchText_Literal_ShowsPlaces()
    {
        Assert.Equal("src/b.cs:1: class B;\nsrc/deep/c.cs:1: class C;", _files.SearchText("class "));
        Assert.Equal("a.txt:2: two\na.txt:3: three", _files.SearchText("t", files: "*.txt"));
        Assert.Equal("src/deep/c.cs:1: class C;", _files.SearchText("class", files: "src/deep/**"));
        Assert.Equal("src/deep/c.cs:1: class C;", _files.SearchText("class", "src/deep"));
        Assert.Equal("a.txt:2: two", _files.SearchText("^t.o$", isRegex: true));
        Assert.Equal("Nothing was found.", _files.SearchText("t.o"));
    }

    [Fact]
    public void SearchText_Finders_AgreeOnPlainTexts() => Gen.Select(
        Gen.String["ab\n"], Gen.String["ab"].Where(text => text.Length > 0)).Sample((text, query) =>
    {
        var content = System.Text.Encoding.UTF8.GetBytes(text);
        List<Step35.Plugins.Files.Searching.TextMatch> literal = [], regex = [];
        new Step35.Plugins.Files.Searching.LiteralFinder(query).Find("f", content, 100, literal);
        new Step35.Plugins.Files.Searching.RegexFinder(query, CancellationToken.None).Find("f", content, 100, regex);
        Assert.Equal(regex, literal);
    });

    [Fact]
    public void SearchText_BinaryFile_IsPassedOver()
    {
        _scratch.Write("binary.bin", "needle\0");
        Assert.Equal("Nothing was found.", _files.SearchText("needle"));
    }

    [Fact]
    public void WriteFile_NewFolders_AreMade()
    {
        Assert.Equal("Wrote 2 characters to x/y/z.txt.", _files.WriteFile("./x/y//z.txt", "ok"));
        Assert.Equal("ok", File.ReadAllText(_scratch.PathOf("x/y/z.txt")));
        Assert.Equal(["z.txt"], Directory.GetFileSystemEntries(_scratch.PathOf("x/y")).Select(Path.GetFileName));
    }

    [Fact]
    public void WriteFile_Folder_IsRefusedAndNothingIsLeft()
    {
        Assert.StartsWith("Error: ", _files.WriteFile("src", "x"), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", _files.WriteFile("a.txt/b.txt", "x"), StringComparison.Ordinal);
        Assert.Equal(["a.txt", "src"], Directory.GetFileSystemEntries(_scratch.Root).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void WriteFile_Program_StaysOne()
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        File.SetUnixFileMode(_scratch.PathOf("a.txt"), Mode | UnixFileMode.SetUser);
        _files.WriteFile("a.txt", "new");
        Assert.Equal(Mode, File.GetUnixFileMode(_scratch.PathOf("a.txt")));
    }

    [Fact]
    public void EditFile_OnePlace_ShowsTheDiff() => Assert.Equal(
        "--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n one\n-two\n+zwei\n three", _files.EditFile("a.txt", "two", "zwei").ReplaceLineEndings("\n"));

    [Fact]
    public void EditFile_NoneOrSeveralPlaces_IsRefused()
    {
        Assert.Contains("not in the file", _files.EditFile("a.txt", "four", "x"), StringComparison.Ordinal);
        Assert.Contains("more than once", _files.EditFile("a.txt", "o", "x"), StringComparison.Ordinal);
        Assert.Contains("not in the file", _files.EditFile("a.txt", "", "x"), StringComparison.Ordinal);
        Assert.Equal("one\ntwo\nthree\n", File.ReadAllText(_scratch.PathOf("a.txt")));
    }

    [Fact]
    public void EditFile_MarkAndLineEnds_StayAsTheyAre()
    {
        _scratch.Write("w.txt", "\uFEFFone\r\ntwo\r\nthree\r\n");
        _files.EditFile("w.txt", "one\ntwo", "1\n2\n2b");
        Assert.Equal("\uFEFF1\r\n2\r\n2b\r\nthree\r\n"u8.ToArray(), File.ReadAllBytes(_scratch.PathOf("w.txt")));
    }

    [Fact]
    public void EditFile_OtherEncoding_IsRefused()
    {
        File.WriteAllBytes(_scratch.PathOf("latin.txt"), [0x61, 0xE4, 0x62]);
        Assert.Equal("Error: 'latin.txt' is not UTF-8 text.", _files.EditFile("latin.txt", "a", "b"));
    }

    [Fact]
    public async Task PreviewAsync_WriteAndEdit_ShowDiffsAndChangeNothing()
    {
        var write = await PreviewAsync("Files.write_file", ("path", "a.txt"), ("content", "one\n"));
        var edit = await PreviewAsync("edit_file", ("path", "a.txt"), ("oldText", "two"), ("newText", "2"));
        var created = await PreviewAsync("write_file", ("path", "new.txt"), ("content", "x"));
        Assert.Contains("-three", write, StringComparison.Ordinal);
        Assert.Contains("+2", edit, StringComparison.Ordinal);
        Assert.Contains("+x", created, StringComparison.Ordinal);
        Assert.Null(await PreviewAsync("read_file", ("path", "a.txt")));
        Assert.Equal("one\ntwo\nthree", _files.ReadFile("a.txt"));
        Assert.False(File.Exists(_scratch.PathOf("new.txt")));
    }

    private ValueTask<string?> PreviewAsync(string name, params (string Name, object? Value)[] arguments) =>
        _files.Plugin.PreviewAsync(new() { Name = name, Arguments = arguments.ToDictionary(pair => pair.Name, pair => pair.Value) }, CancellationToken.None);
}
