using Step35.Plugins.Files;

namespace Step35.Plugins.Tests.Files;

/// <summary>Tries to leave the workspace.</summary>
public sealed class FilesEscapeTests : IDisposable
{
    private readonly Scratch _scratch = new Scratch().Write("inside.txt", "inside").Write("folder/file.txt", "file");
    private readonly FilesCaller _files;

    public FilesEscapeTests() => _files = new(_scratch.Root);

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("../outside/secret.txt")]
    [InlineData("folder/../../outside/secret.txt")]
    [InlineData("./../outside/secret.txt")]
    [InlineData("folder/.././../outside/secret.txt")]
    [InlineData("..//outside//secret.txt")]
    [InlineData("missing/../../outside/secret.txt")]
    [InlineData("OUTSIDE")]
    [InlineData("ROOT/../outside/secret.txt")]
    [InlineData("/proc/self/cwd/secret.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("//etc/passwd")]
    [InlineData("/dev/zero")]
    [InlineData("inside.txt\0../outside/secret.txt")]
    [InlineData("file:///etc/passwd")]
    [InlineData("~/.bashrc")]
    [InlineData("$HOME/.bashrc")]
    [InlineData("%2e%2e/outside/secret.txt")]
    [InlineData("..\\outside\\secret.txt")]
    [InlineData("inside.txt/../../outside/secret.txt")]
    [InlineData("..")]
    public void EveryFunction_PathThatLeadsOut_IsRefused(string path)
    {
        path = path.Replace("OUTSIDE", _scratch.SecretFile, StringComparison.Ordinal).Replace("ROOT", _scratch.Root, StringComparison.Ordinal);
        Assert.StartsWith("Error: ", _files.ReadFile(path), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", _files.ListFiles(path), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", _files.SearchText("secret", path), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", _files.EditFile(path, Scratch.Secret, "changed"), StringComparison.Ordinal);
        _files.WriteFile(path, "written");
        Assert.True(_scratch.IsOutsideUntouched());
        Assert.False(Path.Exists(Path.Combine(_scratch.Outside, "..", "secret.txt")));
    }

    [Theory]
    [InlineData("link")]
    [InlineData("link/secret.txt")]
    [InlineData("folder/up/outside/secret.txt")]
    [InlineData("secret")]
    [InlineData("absolute")]
    [InlineData("loop")]
    [InlineData("proc/cwd")]
    [InlineData("dangling")]
    [InlineData("chain/secret.txt")]
    public void EveryFunction_Link_IsRefused(string path)
    {
        MakeLinks();
        Assert.Contains("leads through a link", _files.ReadFile(path), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", _files.ListFiles(path), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", _files.EditFile(path, Scratch.Secret, "changed"), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", _files.WriteFile(path, "written"), StringComparison.Ordinal);
        Assert.True(_scratch.IsOutsideUntouched());
    }

    [Fact]
    public void SearchAndList_Links_AreNotFollowed()
    {
        MakeLinks();
        Assert.Equal("Nothing was found.", _files.SearchText("secret outside"));
        Assert.DoesNotContain("secret.txt", _files.ListFiles(depth: 20), StringComparison.Ordinal);
    }

    [Fact]
    public void WriteFile_MissingTargetOfALink_IsNotMade()
    {
        File.CreateSymbolicLink(_scratch.PathOf("new.txt"), Path.Combine(_scratch.Outside, "made.txt"));
        Directory.CreateSymbolicLink(_scratch.PathOf("newfolder"), Path.Combine(_scratch.Outside, "made"));
        _files.WriteFile("new.txt", "written");
        _files.WriteFile("newfolder/deep/file.txt", "written");
        Assert.True(_scratch.IsOutsideUntouched());
    }

    [Fact]
    public void ReadFile_HardLink_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "names are counted on Linux only");
        _scratch.Run("ln", _scratch.SecretFile, "hard.txt");
        Assert.StartsWith("Error: ", _files.ReadFile("hard.txt"), StringComparison.Ordinal);
        Assert.Equal("Nothing was found.", _files.SearchText("secret outside"));
        Assert.Equal(Scratch.Secret, new FilesCaller(_scratch.Root, new() { AllowHardLinks = true }).ReadFile("hard.txt"));
    }

    [Fact]
    public void WriteFile_HardLink_LeavesTheOtherNameAsItIs()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "links are made by ln");
        _scratch.Run("ln", _scratch.SecretFile, "hard.txt");
        Assert.StartsWith("Wrote", _files.WriteFile("hard.txt", "changed"), StringComparison.Ordinal);
        Assert.Equal("changed", _files.ReadFile("hard.txt"));
        Assert.True(_scratch.IsOutsideUntouched());
    }

    [Theory]
    [InlineData(".git/config")]
    [InlineData(".git/hooks/pre-commit")]
    [InlineData(".GIT/config")]
    [InlineData("folder/.git/config")]
    [InlineData("git~1/config")]
    [InlineData(".git")]
    public void WriteFile_FilesOfGit_AreRefused(string path)
    {
        Assert.StartsWith("Error: ", _files.WriteFile(path, "[core] fsmonitor = evil"), StringComparison.Ordinal);
        Assert.False(Path.Exists(_scratch.PathOf(path)));
    }

    [Fact]
    public void ReadAndSearch_FolderThatBecomesALinkMeanwhile_StayInside()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "held against races on Linux only");
        _scratch.Write("place/secret.txt", "inside");
        Directory.CreateSymbolicLink(_scratch.PathOf("spare"), _scratch.Outside);
        using var done = new CancellationTokenSource();
        var swapping = new Thread(() => SwapUntil(_scratch.PathOf("place"), _scratch.PathOf("spare"), done.Token));
        swapping.Start();
        var answers = new HashSet<string>();
        for (var i = 0; i < 3_000; i++)
        {
            answers.Add(_files.ReadFile("place/secret.txt"));
            answers.Add(_files.SearchText("e", "place"));
        }

        done.Cancel();
        swapping.Join();
        Assert.Contains("inside", answers);
        Assert.Contains(answers, answer => answer.StartsWith("Error: ", StringComparison.Ordinal));
        Assert.DoesNotContain(answers, answer => answer.Contains(Scratch.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public void Replace_FolderThatBecameALinkAfterTheCheck_StaysInside()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "held against races on Linux only");
        using var folder = new Workspace(_scratch.Root).OpenFolder("folder");
        Directory.Move(_scratch.PathOf("folder"), _scratch.PathOf("moved"));
        Directory.CreateSymbolicLink(_scratch.PathOf("folder"), _scratch.Outside);
        AtomicFile.Replace(folder, "secret.txt", "written"u8);
        Assert.Equal("written", _files.ReadFile("moved/secret.txt"));
        Assert.True(_scratch.IsOutsideUntouched());
    }

    private static void SwapUntil(string place, string spare, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            Directory.Move(place, place + ".0");
            Directory.Move(spare, place);
            Directory.Move(place, spare);
            Directory.Move(place + ".0", place);
        }
    }

    private void MakeLinks()
    {
        Directory.CreateSymbolicLink(_scratch.PathOf("link"), _scratch.Outside);
        Directory.CreateSymbolicLink(_scratch.PathOf("folder/up"), "../..");
        File.CreateSymbolicLink(_scratch.PathOf("secret"), "../outside/secret.txt");
        File.CreateSymbolicLink(_scratch.PathOf("absolute"), _scratch.SecretFile);
        File.CreateSymbolicLink(_scratch.PathOf("loop"), "loop");
        Directory.CreateSymbolicLink(_scratch.PathOf("proc"), "/proc/self");
        File.CreateSymbolicLink(_scratch.PathOf("dangling"), "../outside/missing");
        Directory.CreateSymbolicLink(_scratch.PathOf("chain"), "link");
    }
}
