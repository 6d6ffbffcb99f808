using Step35.TestModels;

namespace Step35.Cli.ModelTests;

/// <summary>The chat at a terminal, as a person uses it.</summary>
public sealed class TerminalChatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Chat_Question_IsAnsweredWithDimmedReasoningAndItsFigures()
    {
        using var terminal = Start();
        await terminal.WaitForAsync("> ");
        await terminal.TypeAsync("Hello!\n");
        await terminal.WaitForAsync("tok/s");
        await terminal.TypeAsync(PseudoTerminal.CtrlD);

        Assert.Equal(ExitCode.Done, await terminal.WaitForExitAsync());
        Assert.Contains("\e[2mThe\e[0m", terminal.Screen, StringComparison.Ordinal);
        Assert.Contains("How can I help you?", terminal.Screen, StringComparison.Ordinal);
        Assert.Matches(@"\d+ tokens, [\d.]+ tok/s; prompt of \d+ tokens, 0 of them cached", terminal.Screen);
    }

    [Fact]
    public async Task Chat_SeveralLines_AreOneMessage()
    {
        using var terminal = Start();
        await terminal.WaitForAsync("> ");
        await terminal.TypeAsync("Hel\\\n");
        await terminal.WaitForAsync(". ");
        await terminal.TypeAsync("lo!\n");
        await terminal.WaitForAsync("tok/s");
        await terminal.TypeAsync("\"\"\"\n");
        await terminal.WaitForAsync(". ");
        await terminal.TypeAsync("Hello!\n\"\"\"\n");
        await terminal.WaitForAsync("tok/s");
        await terminal.TypeAsync("/exit\n");

        Assert.Equal(ExitCode.Done, await terminal.WaitForExitAsync());
    }

    [Theory]
    [InlineData("y", true)]
    [InlineData("n not now", false)]
    public async Task Chat_CallThatWrites_IsAskedFor(string answer, bool isAllowed)
    {
        using var terminal = Start("--plugin", $"files={_folder.Path}");
        await terminal.WaitForAsync("> ");
        await terminal.TypeAsync("Write hello to a.txt.\n");
        await terminal.WaitForAsync("Allow it?");
        await terminal.TypeAsync($"{answer}\n");
        await terminal.WaitForAsync("tok/s");
        await terminal.TypeAsync(PseudoTerminal.CtrlD);

        Assert.Equal(ExitCode.Done, await terminal.WaitForExitAsync());
        Assert.Equal(isAllowed, File.Exists(_folder.File("a.txt")));
    }

    [Fact]
    public async Task CtrlC_StopsTheAnswerFirstAndEndsSecond()
    {
        // So many tokens, so little sense: it does not come to an end before the signal does.
        var rambler = TestModelWriter.Write(new TestModelShape { PaddingTokens = 20_000 }, _folder.File("rambler.gguf"));
        using var terminal = Start("--model", rambler, "--temperature", "10");
        await terminal.WaitForAsync("> ");
        await terminal.TypeAsync("Tell me everything about Oslo.\n");
        await terminal.WaitForAsync("\e[2m");
        await terminal.TypeAsync(PseudoTerminal.CtrlC);
        await terminal.WaitForAsync("(stopped)");
        await terminal.WaitForAsync("> ");
        await terminal.TypeAsync(PseudoTerminal.CtrlC);

        Assert.Equal(ExitCode.Interrupted, await terminal.WaitForExitAsync());
        Assert.DoesNotContain("   at ", terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CtrlC_AtThePrompt_SavesTheSession()
    {
        using var terminal = Start("--session", "first");
        await terminal.WaitForAsync("> ");
        await terminal.TypeAsync("Hello!\n");
        await terminal.WaitForAsync("tok/s");
        await terminal.WaitForAsync("> ");
        await terminal.TypeAsync(PseudoTerminal.CtrlC);

        Assert.Equal(ExitCode.Interrupted, await terminal.WaitForExitAsync());
        Assert.Contains("Hello!", await File.ReadAllTextAsync(_folder.File("step35/chats/first.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private PseudoTerminal Start(params string[] arguments)
    {
        Assert.SkipUnless(PseudoTerminal.IsPossible, "there is no 'script' to make a terminal");
        return PseudoTerminal.Start(new Dictionary<string, string?> { ["XDG_DATA_HOME"] = _folder.Path }, ["chat", "--threads", "1", .. arguments]);
    }
}
