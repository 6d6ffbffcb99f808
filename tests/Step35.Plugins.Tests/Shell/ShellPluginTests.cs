using Microsoft.Extensions.Time.Testing;
using Step35.Plugins.Shell;

namespace Step35.Plugins.Tests.Shell;

/// <summary>Runs what is allowed, and tries to run what is not.</summary>
public sealed class ShellPluginTests : IDisposable
{
    private readonly Scratch _scratch = new Scratch().Write("a.txt", "text of a").Write("folder/b.txt", "text of b");

    public ShellPluginTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "uses the programs of Linux");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task RunCommand_AllowedProgram_ShowsItsOutput()
    {
        Assert.Equal("text of a", await RunAsync("cat a.txt", new AllowedProgram("cat")));
        Assert.Equal("(It wrote nothing and succeeded.)", await RunAsync("true", new AllowedProgram("true")));
        Assert.Equal("(It ended with exit code 1.)", await RunAsync("false", new AllowedProgram("false")));
        Assert.Contains("missing", await RunAsync("cat missing", new AllowedProgram("cat")), StringComparison.Ordinal);
        Assert.Equal(_scratch.Root, await RunAsync("pwd", new AllowedProgram("pwd")));
    }

    [Fact]
    public async Task RunCommand_ParsedProgram_TakesWhatTheLineSays()
    {
        Assert.StartsWith("Error: ", await RunAsync("cat a.txt", AllowedProgram.Parse("cat")), StringComparison.Ordinal);
        Assert.Equal(_scratch.Root, await RunAsync("pwd", AllowedProgram.Parse("pwd")));
        Assert.Equal("text of a", await RunAsync("cat a.txt", AllowedProgram.Parse("cat *.txt")));
        Assert.StartsWith("Error: ", await RunAsync("cat a.txt folder/b.txt", AllowedProgram.Parse("cat *.txt")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sh -c 'echo x'")]
    [InlineData("bash")]
    [InlineData("/bin/cat a.txt")]
    [InlineData("./cat a.txt")]
    [InlineData("../cat a.txt")]
    [InlineData("CAT a.txt")]
    [InlineData("'cat ' a.txt")]
    [InlineData("env cat a.txt")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("''")]
    public async Task RunCommand_OtherProgram_IsRefused(string command) =>
        Assert.StartsWith("Error: ", await RunAsync(command, new AllowedProgram("cat")), StringComparison.Ordinal);

    [Theory]
    [InlineData("cat a.txt; cat folder/b.txt")]
    [InlineData("cat a.txt && cat folder/b.txt")]
    [InlineData("cat a.txt | tee made")]
    [InlineData("cat a.txt > made")]
    [InlineData("cat < a.txt")]
    [InlineData("cat $(echo a.txt)")]
    [InlineData("cat `echo a.txt`")]
    [InlineData("cat $HOME")]
    [InlineData("cat a.txt & cat folder/b.txt")]
    [InlineData("cat a.txt\ncat folder/b.txt")]
    [InlineData("cat 'a.txt")]
    [InlineData("cat a.txt\0folder/b.txt")]
    public async Task RunCommand_WhatWantsAShell_IsRefused(string command)
    {
        Assert.StartsWith("Error: ", await RunAsync(command, new AllowedProgram("cat"), new AllowedProgram("tee")), StringComparison.Ordinal);
        Assert.False(File.Exists(_scratch.PathOf("made")));
    }

    [Theory]
    [InlineData("echo '$(cat a.txt)'", "$(cat a.txt)")]
    [InlineData("echo \"a; b | c\"", "a; b | c")]
    [InlineData("echo \"quote \\\" end\"", "quote \" end")]
    [InlineData("echo a\\ \\;b", "a ;b")]
    [InlineData("echo *", "*")]
    public async Task RunCommand_QuotedText_StaysText(string command, string expected) =>
        Assert.Equal(expected, await RunAsync(command, new AllowedProgram("echo")));

    [Theory]
    [InlineData("git status", true)]
    [InlineData("git status --short", false)]
    [InlineData("git log -n 5", true)]
    [InlineData("git log", true)]
    [InlineData("git push", false)]
    [InlineData("git -c alias.status=!sh status", false)]
    [InlineData("git show-branch", true)]
    [InlineData("git", false)]
    public void Allows_Patterns_AreOfWholeWords(string command, bool expected) =>
        Assert.Equal(expected, new AllowedProgram("git", "status", "log **", "show-*").Allows(CommandLine.Split(command)));

    [Theory]
    [InlineData("cat /etc/passwd")]
    [InlineData("cat ../outside/secret.txt")]
    [InlineData("cat folder/../../outside/secret.txt")]
    [InlineData("cat ~/.bashrc")]
    [InlineData("cat --file=/etc/passwd")]
    [InlineData("cat -f/etc/passwd")]
    [InlineData("cat -f../x")]
    [InlineData("cat file:///etc/passwd")]
    [InlineData("cat a:/etc/passwd")]
    [InlineData("cat @/etc/passwd")]
    [InlineData("cat link/secret.txt")]
    [InlineData("cat link")]
    [InlineData("cat \"/etc/\"passwd")]
    [InlineData("cat ..\\\\outside")]
    public async Task RunCommand_ArgumentOutside_IsRefused(string command)
    {
        Directory.CreateSymbolicLink(_scratch.PathOf("link"), _scratch.Outside);
        var answer = await RunAsync(command, new AllowedProgram("cat"));
        Assert.StartsWith("Error: the argument", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunCommand_ProgramOfTheWorkspace_IsNotFound()
    {
        _scratch.Write("step35-evil", "#!/bin/sh\necho evil\n").Run("chmod", "+x", "step35-evil");
        var path = Environment.GetEnvironmentVariable("PATH");
        Environment.SetEnvironmentVariable("PATH", $"{_scratch.Root}:.:{path}");
        try
        {
            Assert.Equal("Error: 'step35-evil' is not installed here.", await RunAsync("step35-evil", new AllowedProgram("step35-evil")));
            Assert.DoesNotContain(_scratch.Root, await RunAsync("printenv PATH", new AllowedProgram("printenv")), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }
    }

    [Fact]
    public async Task RunCommand_Environment_HoldsNoSecrets()
    {
        Environment.SetEnvironmentVariable("STEP35_TEST_API_KEY", "sk-secret");
        var options = new ShellOptions { Programs = { new("env") }, Environment = { ["GIVEN"] = "yes" } };
        var answer = await new ShellPlugin(_scratch.Root, options).RunCommandAsync("env", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("sk-secret", answer, StringComparison.Ordinal);
        Assert.Contains("GIVEN=yes", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunCommand_ProgramThatWaitsForInput_GetsNone() =>
        Assert.Equal("(It wrote nothing and succeeded.)", await RunAsync("cat", new AllowedProgram("cat")));

    [Fact]
    public async Task RunCommand_EndlessOutput_IsBoundedAndEndsAtTheLimit()
    {
        var time = new FakeTimeProvider();
        var options = new ShellOptions { Programs = { new("yes") }, MaxOutputBytes = 1_000 };
        var running = new ShellPlugin(_scratch.Root, options, time).RunCommandAsync("yes", TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.InRange((await running).Length, 1, 1_200);
        Assert.EndsWith("(It was ended after 60 seconds.)", await running, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunCommand_ChildrenThatDetach_EndWithTheProgram()
    {
        // A grandchild in its own session whose parent is gone; it holds the output open, too.
        _scratch.Write("detach.py", "import os, subprocess, sys\nsubprocess.Popen(['setsid', 'sleep', '4242.25'])\nos._exit(0)\n");
        var answer = await RunAsync("python3 detach.py", new AllowedProgram("python3"));
        Assert.Equal("(It wrote nothing and succeeded.)", answer);
        Assert.Equal("", _scratch.Run("pgrep", "-f", "sleep 4242[.]25"));
    }

    [Fact]
    public async Task RunCommand_Cancelled_EndsTheProgram()
    {
        using var cancel = new CancellationTokenSource();
        var options = new ShellOptions { Programs = { new("sleep") } };
        var running = new ShellPlugin(_scratch.Root, options).RunCommandAsync("sleep 4243.25", cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal("", _scratch.Run("pgrep", "-f", "sleep 4243[.]25"));
    }

    private Task<string> RunAsync(string command, params AllowedProgram[] programs)
    {
        var options = new ShellOptions();
        foreach (var program in programs)
            options.Programs.Add(program);
        return new ShellPlugin(_scratch.Root, options).RunCommandAsync(command, TestContext.Current.CancellationToken);
    }
}
