using Step35.Native.Files;

namespace Step35.Native.Tests;

public sealed class PinnedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("step35-").FullName;

    public PinnedFileTests()
    {
        Assert.SkipUnless(PinnedFile.IsSupported, "pins files on Linux only");
        File.WriteAllText(Path.Combine(_folder, "file"), "text");
        File.CreateSymbolicLink(Path.Combine(_folder, "link"), "file");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("file", "File", 4)]
    [InlineData("link", "Link", 4)]
    [InlineData("..", "Folder", null)]
    public void ReadStatus_Child_IsWhatTheNameStandsFor(string name, string kind, int? lengthBytes)
    {
        using var folder = PinnedFile.Pin(_folder);
        using var file = folder.PinChild(name);
        var status = file.ReadStatus();
        Assert.Equal(kind, status.Kind.ToString());
        Assert.Equal(lengthBytes ?? status.LengthBytes, status.LengthBytes);
        Assert.Equal(FileKind.Folder, folder.ReadStatus().Kind);
    }

    [Fact]
    public void AccessPath_FileThatWasRenamed_LeadsToItStill()
    {
        using var folder = PinnedFile.Pin(_folder);
        using var file = folder.PinChild("file");
        File.Move(Path.Combine(_folder, "file"), Path.Combine(_folder, "other"));
        File.WriteAllText(Path.Combine(_folder, "file"), "replaced");
        Assert.Equal("text", File.ReadAllText(file.AccessPath));
    }

    [Fact]
    public void PinChild_MissingNameOrPath_Throws()
    {
        using var folder = PinnedFile.Pin(_folder);
        Assert.Throws<FileNotFoundException>(() => folder.PinChild("missing"));
        Assert.Throws<ArgumentOutOfRangeException>(() => folder.PinChild("a/b"));
        Assert.Throws<FileNotFoundException>(() => PinnedFile.Pin(Path.Combine(_folder, "missing")));
    }
}
