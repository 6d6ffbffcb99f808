namespace Step35.Cli.ModelTests;

public sealed class CompletionTests
{
    private static ProgramProcess Step35 => ToolProcess.With();

    [Theory]
    [InlineData("step35 ins", "inspect")]
    [InlineData("step35 chat --hide", "--hide-reasoning")]
    [InlineData("step35 bench --comp", "--compare")]
    [InlineData("step35 plan model.gguf --machine dgx", "dgx-spark")]
    [InlineData("step35 completions f", "fish")]
    public async Task Suggest_BeginningOfAWord_IsCompleted(string line, string expected)
    {
        var (_, output, _) = await Step35.RunAsync(string.Empty, $"[suggest:{line.Length}]", line);

        Assert.Contains(expected, output.Split('\n', StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task Completions_Bash_IsAScriptThatBashRuns()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no bash");
        var (exitCode, script, _) = await Step35.RunAsync(string.Empty, "completions", "bash");
        using var bash = System.Diagnostics.Process.Start("bash", ["-c", $"{script}\ncomplete -p step35"])!;
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((ExitCode.Done, 0), (exitCode, bash.ExitCode));
    }

    [Fact]
    public async Task Help_EveryVerb_IsListed()
    {
        var (exitCode, output, _) = await Step35.RunAsync(string.Empty, "--help");

        Assert.Equal(ExitCode.Done, exitCode);
        Assert.All(["chat", "pull", "list", "rm", "inspect", "plan", "bench", "serve", "completions"], verb => Assert.Matches($@"(?m)^  {verb}\b", output));
    }
}
