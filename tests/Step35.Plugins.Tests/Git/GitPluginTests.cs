using Step35.Plugins.Git;

namespace Step35.Plugins.Tests.Git;

/// <summary>Looks and commits, and tries to have git run what the repository holds.</summary>
public sealed class GitPluginTests : IDisposable
{
    private readonly Scratch _scratch = new Scratch().Write("a.txt", "one\n");
    private readonly GitOptions _options = new() { AuthorName = "Ada", AuthorEmail = "ada@example.org" };

    public GitPluginTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "uses the programs of Linux");
        _scratch.Run("git", "init", "--quiet", "--initial-branch=main");
        _scratch.Run("git", "add", ".");
        _scratch.Run("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "-m", "Begin");
    }

    private GitPlugin Git => new(_scratch.Root, _options);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Commit_Changes_AreInTheLog()
    {
        _scratch.Write("a.txt", "two\n").Write("b.txt", "new\n");
        Assert.Equal("## main\n M a.txt\n?? b.txt", await Git.GetStatusAsync(Token));
        Assert.Contains("-one\n+two", await Git.GetDiffAsync(cancellationToken: Token), StringComparison.Ordinal);
        Assert.Contains("2 files changed", await Git.CommitAsync("-m \"Change $(touch made)\"", Token), StringComparison.Ordinal);
        Assert.Equal("## main", await Git.GetStatusAsync(Token));
        Assert.Equal("(Nothing.)", await Git.GetDiffAsync(cancellationToken: Token));
        Assert.Contains("Ada: -m \"Change $(touch made)\"", await Git.GetLogAsync(1, cancellationToken: Token), StringComparison.Ordinal);
        Assert.Equal(2, (await Git.GetLogAsync(cancellationToken: Token)).Split('\n').Length);
        Assert.Single((await Git.GetLogAsync(path: "b.txt", cancellationToken: Token)).Split('\n'));
        Assert.False(File.Exists(_scratch.PathOf("made")));
    }

    [Theory]
    [InlineData("--output=made")]
    [InlineData("-Omade")]
    [InlineData(":(top)a.txt")]
    [InlineData("../outside/secret.txt")]
    [InlineData("/etc/passwd")]
    public async Task DiffAndLog_PathThatIsAnOption_IsOnlyAPath(string path)
    {
        _scratch.Write("a.txt", "two\n");
        Assert.DoesNotContain("two", await Git.GetDiffAsync(path, Token), StringComparison.Ordinal);
        Assert.DoesNotContain("Begin", await Git.GetLogAsync(5, path, Token), StringComparison.Ordinal);
        Assert.False(File.Exists(_scratch.PathOf("made")));
    }

    [Theory]
    [InlineData("core.fsmonitor", "touch made; false")]
    [InlineData("core.pager", "touch made; cat")]
    [InlineData("core.sshCommand", "touch made")]
    [InlineData("core.hooksPath", "hooks")]
    [InlineData("core.editor", "touch made; true")]
    [InlineData("core.worktree", "../outside")]
    [InlineData("diff.external", "touch made")]
    [InlineData("diff.evil.textconv", "touch made; cat")]
    [InlineData("diff.evil.command", "touch made")]
    [InlineData("filter.evil.clean", "touch made; cat")]
    [InlineData("filter.evil.smudge", "touch made; cat")]
    [InlineData("filter.evil.process", "touch made")]
    [InlineData("gpg.program", "touch made")]
    [InlineData("alias.status", "!touch made")]
    [InlineData("include.path", "../evil.config")]
    [InlineData("includeIf.gitdir:/.path", "../evil.config")]
    [InlineData("credential.helper", "!touch made")]
    [InlineData("extensions.worktreeConfig", "true")]
    public async Task EveryFunction_SettingThatRunsPrograms_IsRefused(string name, string value)
    {
        _scratch.Write("a.txt", "two\n").Write(".gitattributes", "* filter=evil diff=evil\n").Write("evil.config", "[core]\n fsmonitor = touch made\n");
        _scratch.Run("git", "config", "--local", name, value);
        var answers = new[]
        {
            await Git.GetStatusAsync(Token), await Git.GetDiffAsync(cancellationToken: Token),
            await Git.GetLogAsync(cancellationToken: Token), await Git.CommitAsync("x", Token),
        };
        Assert.All(answers, answer => Assert.StartsWith("Error: the repository sets", answer, StringComparison.Ordinal));
        Assert.False(File.Exists(_scratch.PathOf("made")));
        Assert.True(_scratch.IsOutsideUntouched());
    }

    [Theory]
    [InlineData("core.fsmonitor", "touch made; false")]
    [InlineData("core.pager", "touch made; cat")]
    [InlineData("diff.external", "touch made; true")]
    [InlineData("diff.evil.textconv", "touch made; cat")]
    [InlineData("diff.evil.command", "touch made; true")]
    public async Task ReadingFunctions_TrustedSettings_RunNoProgramsEither(string name, string value)
    {
        _options.TrustRepositorySettings = true;
        _scratch.Write("a.txt", "two\n").Write(".gitattributes", "* diff=evil\n").Run("git", "config", "--local", name, value);
        Assert.Contains("a.txt", await Git.GetStatusAsync(Token), StringComparison.Ordinal);
        Assert.Contains("+two", await Git.GetDiffAsync(cancellationToken: Token), StringComparison.Ordinal);
        Assert.Contains("Begin", await Git.GetLogAsync(cancellationToken: Token), StringComparison.Ordinal);
        Assert.False(File.Exists(_scratch.PathOf("made")));
    }

    [Theory]
    [InlineData("pre-commit")]
    [InlineData("commit-msg")]
    [InlineData("post-commit")]
    [InlineData("prepare-commit-msg")]
    [InlineData("post-index-change")]
    public async Task Commit_Hooks_RunOnlyWhereAllowed(string hook)
    {
        _scratch.Write($".git/hooks/{hook}", "#!/bin/sh\ntouch made\n").Write("a.txt", "two\n").Run("chmod", "+x", $".git/hooks/{hook}");
        Assert.DoesNotContain("Error", await Git.CommitAsync("x", Token), StringComparison.Ordinal);
        Assert.False(File.Exists(_scratch.PathOf("made")));
        _options.RunHooks = true;
        _scratch.Write("a.txt", "three\n");
        await Git.CommitAsync("y", Token);
        Assert.True(File.Exists(_scratch.PathOf("made")));
    }

    [Fact]
    public async Task EveryFunction_TopFolderThatLooksLikeARepository_IsNone()
    {
        Directory.Delete(_scratch.PathOf(".git"), recursive: true);
        _scratch.Write("HEAD", "ref: refs/heads/main\n").Write("config", "[core]\n bare = true\n fsmonitor = touch made\n")
            .Write("objects/x", "").Write("refs/x", "");
        Assert.StartsWith("Error: the workspace is no git repository", await Git.GetStatusAsync(Token), StringComparison.Ordinal);
        Assert.False(File.Exists(_scratch.PathOf("made")));
    }

    [Fact]
    public async Task EveryFunction_RepositoryElsewhere_IsRefusedUnlessAllowed()
    {
        Directory.Move(_scratch.PathOf(".git"), Path.Combine(_scratch.Outside, "repository"));
        _scratch.Write(".git", $"gitdir: {Path.Combine(_scratch.Outside, "repository")}\n");
        Assert.StartsWith("Error: the repository lies outside", await Git.GetStatusAsync(Token), StringComparison.Ordinal);
        _options.AllowLinkedWorkTree = true;
        Assert.Equal("## main", await Git.GetStatusAsync(Token));
    }

    [Fact]
    public async Task EveryFunction_RepositoryAround_IsNotTaken()
    {
        Directory.CreateDirectory(_scratch.PathOf("inner"));
        var inner = new GitPlugin(_scratch.PathOf("inner"));
        Assert.StartsWith("Error: the workspace is no git repository", await inner.GetStatusAsync(Token), StringComparison.Ordinal);
    }
}
