using System.Diagnostics;
using System.Text.Json;
using Step35.SK.ModelTests.Mcp;

namespace Step35.Cli.ModelTests;

/// <summary>The chat with pipes at its ends, as scripts use it.</summary>
public sealed class ChatTests : IDisposable
{
    // Far above what a start takes: only a hang reaches it.
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    private ProgramProcess Step35 => ToolProcess.With(("XDG_DATA_HOME", _folder.Path));

    [Fact]
    public async Task Chat_OneQuestion_IsAnsweredInPlainText()
    {
        var (exitCode, output, error) = await RunAsync(string.Empty, "Hello!");

        Assert.Equal((ExitCode.Done, string.Empty), (exitCode, error));
        Assert.Equal("The user greets me. I greet back.\nHello! How can I help you?\n", output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Chat_HiddenReasoning_IsNotWritten()
    {
        var (_, output, _) = await RunAsync(string.Empty, "--hide-reasoning", "Hello!");

        Assert.Equal("Hello! How can I help you?", output.Trim());
    }

    [Fact]
    public async Task Chat_Json_TellsAnswerAndUsage()
    {
        var (exitCode, output, _) = await RunAsync(string.Empty, "Hello!", "--json");

        using var answer = JsonDocument.Parse(output);
        Assert.Equal(ExitCode.Done, exitCode);
        Assert.Equal("Hello! How can I help you?", answer.RootElement.GetProperty("text").GetString());
        Assert.Equal("stop", answer.RootElement.GetProperty("finishReason").GetString());
        Assert.True(answer.RootElement.GetProperty("usage").GetProperty("outputTokens").GetInt32() > 0);
    }

    [Fact]
    public async Task Chat_LinesFromAPipe_AreAnsweredOneByOne()
    {
        var (exitCode, output, _) = await RunAsync("Hello!\n/tools on\nWhat is the time in Oslo?\n/exit\nHello!\n");

        Assert.Equal(ExitCode.Done, exitCode);
        Assert.Single(output.Split('\n'), line => line == "Hello! How can I help you?");
        Assert.Contains("-> get_time(city: Oslo)", output, StringComparison.Ordinal);
        Assert.Matches(@"<- \{""time"": ""\d\d:\d\d""", output);
        Assert.DoesNotContain("> ", output.Replace("-> ", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output);
    }

    [Theory]
    [InlineData(true, "--allow", "Files.*")]
    [InlineData(false)]
    public async Task Chat_PluginThroughAPipe_RunsOnlyWhatIsAllowed(bool isAllowed, params string[] arguments)
    {
        var (exitCode, output, _) = await RunAsync(
            string.Empty, ["Write hello to a.txt.", "--plugin", $"files={_folder.Path}", .. arguments]);

        Assert.Equal(ExitCode.Done, exitCode);
        Assert.Contains("-> write_file(path: a.txt, content: hello)", output, StringComparison.Ordinal);
        Assert.Equal(!isAllowed, output.Contains("<- Not run", StringComparison.Ordinal));
        Assert.Equal(isAllowed, File.Exists(_folder.File("a.txt")));
    }

    [Fact]
    public async Task Chat_AllowedNameOfNothing_IsNoted()
    {
        var (exitCode, _, error) = await RunAsync(string.Empty, "Hello!", "--tools", "--allow", "Clock.*", "--allow", "Files.*");

        Assert.Equal((ExitCode.Done, "--allow Files.* fits no function of this chat."), (exitCode, error.TrimEnd()));
    }

    [Fact]
    public async Task Chat_McpServer_OffersItsTools()
    {
        Assert.SkipUnless(await EverythingServer.IsAvailableAsync(TestContext.Current.CancellationToken), $"npm cannot fetch {EverythingServer.Package}");

        var (exitCode, output, _) = await RunAsync("/tools\n", "--mcp", $"npx -y {EverythingServer.Package}", "--plugin", "calculator");

        Assert.Equal(ExitCode.Done, exitCode);
        Assert.Contains("calculate, add, multiply", output, StringComparison.Ordinal);
        Assert.Contains("echo", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_McpServerThatDoesNotStart_IsOneLine()
    {
        var (exitCode, _, error) = await RunAsync(string.Empty, "Hello!", "--mcp", "no-such-program");

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.StartsWith("error: The MCP server 'Mcp' could not be reached: ", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no plugin 'rockets'", "--plugin", "rockets")]
    [InlineData("Write notes=FILE.", "--plugin", "notes")]
    [InlineData("Write clock.", "--plugin", "clock=5")]
    [InlineData("Write http=HOST,HOST.", "--plugin", "http=,")]
    [InlineData("':' is no host", "--plugin", "http=:")]
    [InlineData("'https://example.org' is no host", "--plugin", "http=*.example.org:8080,https://example.org")]
    [InlineData("--plugin names clock more than once", "--plugin", "clock", "--plugin", "Clock")]
    [InlineData("is no git work tree", "--plugin", "git=/")]
    [InlineData("--mcp needs", "--mcp", " ")]
    [InlineData("--mcp needs", "--mcp", "\"\"")]
    public async Task Chat_ToolsWrittenWrongly_AreWrongUsage(string expected, params string[] arguments)
    {
        var (exitCode, _, error) = await RunAsync(string.Empty, arguments);

        Assert.Equal(ExitCode.WrongUsage, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_Saved_GoesOnInAnotherProcessWithoutReadingAgain()
    {
        Assert.Equal(ExitCode.Done, (await RunAsync("Hello!\n", "--session", "first")).ExitCode);
        using (var first = JsonDocument.Parse((await RunAsync(string.Empty, "--session", "first", "--json", "Hello!")).Output))
            Assert.True(first.RootElement.GetProperty("usage").GetProperty("cachedTokens").GetInt32() > 10, first.RootElement.ToString());

        var (_, output, _) = await RunAsync("/load first\n/new\n/save second\n/load second\n");

        Assert.Contains("Goes on with first, 4 messages.", output, StringComparison.Ordinal);
        Assert.Contains("Goes on with second, 0 messages.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_SessionOfAnotherProcess_IsRefusedAndLosesNothing()
    {
        using var first = Step35.Start("chat", "--threads", "1", "--session", "first");
        await AskAsync(first, "Hello!");

        var (exitCode, output, error) = await RunAsync(string.Empty, "--session", "first", "Hello!");

        Assert.Equal((ExitCode.Failed, string.Empty), (exitCode, output));
        Assert.Equal("error: The chat 'first' is open in another program; end it there first, or take another name.", error.Trim());
        first.StandardInput.Close();
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("2 messages", (await RunAsync("/load first\n")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_TerminalIsClosed_SavesTheSession()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        using var process = Step35.Start("chat", "--threads", "1", "--session", "first");
        await AskAsync(process, "Hello!");

        using var kill = Process.Start("kill", ["-HUP", $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Interrupted, process.ExitCode);
        Assert.Contains("2 messages", (await RunAsync("/load first\n")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_OneMessageFails_SavesTheOthers()
    {
        Assert.Equal(ExitCode.Failed, (await RunAsync("Hello!\n/load nothing\n", "--session", "first")).ExitCode);

        Assert.Contains("2 messages", (await RunAsync("/load first\n")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_SessionLeftForAnotherChat_KeepsBoth()
    {
        await RunAsync("Hello!\n/save other\n");

        Assert.Equal(ExitCode.Done, (await RunAsync("Hello!\nHello!\n/load other\nHello!\n", "--session", "first")).ExitCode);

        var (_, output, _) = await RunAsync("/load first\n/load other\n");
        Assert.Equal("Goes on with first, 4 messages.\nGoes on with other, 4 messages.", output.ReplaceLineEndings("\n").Trim());
    }

    [Fact]
    public async Task Chat_SavedWithoutANameAfterANewOne_AsksForOneAndKeepsTheOld()
    {
        var (exitCode, _, error) = await RunAsync("Hello!\n/save first\n/new\n/save\n");

        Assert.Equal((ExitCode.Failed, true), (exitCode, error.Contains("Give the chat a name", StringComparison.Ordinal)));
        Assert.Contains("2 messages", (await RunAsync("/load first\n")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_SessionWithOptions_FollowsThem()
    {
        await RunAsync("Hello!\n", "--session", "first", "--system", "Be kind.");

        var (_, output, _) = await RunAsync("Hello!\n", "--session", "first", "--system", "Be brief.", "--no-thinking");

        Assert.Equal("Hello! How can I help you?", output.Trim());
        using var saved = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.File("step35/chats/first.json"), TestContext.Current.CancellationToken));
        Assert.Equal("Be brief.", saved.RootElement.GetProperty("system").GetString());
    }

    [Fact]
    public async Task Chat_DamagedState_IsReadFromItsText()
    {
        await RunAsync("Hello!\n", "--session", "first");
        await File.WriteAllTextAsync(_folder.File("step35/chats/first.state"), "damaged", TestContext.Current.CancellationToken);

        var (exitCode, output, _) = await RunAsync("/load first\n");

        Assert.Equal(ExitCode.Done, exitCode);
        Assert.Contains("2 messages", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nonsense\n", "There is no /nonsense")]
    [InlineData("/load nothing\n", "No chat is saved as 'nothing'")]
    [InlineData("/save ../out\n", "cannot name a chat")]
    [InlineData("/think hard\n", "Write /think on, off, show or hide.")]
    public async Task Chat_WrongCommand_IsToldAndFails(string input, string expected)
    {
        var (exitCode, _, error) = await RunAsync(input);

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nope")]
    [InlineData("--hide-reasonning")]
    [InlineData("-x", "--", "Hello!")]
    public async Task Chat_UnknownOption_IsWrongUsage(string option, params string[] more)
    {
        var (exitCode, output, error) = await RunAsync(string.Empty, [option, .. more]);

        Assert.Equal((ExitCode.WrongUsage, string.Empty), (exitCode, output));
        Assert.Contains(option, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_QuestionAfterTwoDashes_MayBeginWithThem()
    {
        var (exitCode, output, _) = await RunAsync(string.Empty, "--json", "--max-tokens", "1", "--", "--nope");

        Assert.Equal((ExitCode.Done, '{'), (exitCode, output[0]));
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("0")]
    [InlineData("2147483647")]
    [InlineData("99999999999")]
    [InlineData("x")]
    public async Task Chat_ContextOutOfRange_IsWrongUsage(string length)
    {
        var (exitCode, _, error) = await RunAsync(string.Empty, "--context", length, "Hello!");

        Assert.Equal((ExitCode.WrongUsage, $"--context is {length}; it must be a number from 16 to 16777216."), (exitCode, error.Trim()));
    }

    [Fact]
    public async Task Chat_AnswerCutOffByItsLimit_IsNoted()
    {
        var (exitCode, _, error) = await RunAsync(string.Empty, "--max-tokens", "2", "Hello!");

        Assert.Equal((ExitCode.Done, "The answer was cut off: --max-tokens is 2."), (exitCode, error.Trim()));
    }

    [Fact]
    public async Task Chat_AnswerCutOffByTheContext_FailsAfterWhatThereIsOfIt()
    {
        var (exitCode, output, error) = await RunAsync(string.Empty, "--context", "28", "Hello!");

        Assert.Equal((ExitCode.Failed, "The user greets me. I greet back."), (exitCode, output.Trim()));
        Assert.StartsWith("error: The answer was cut off where the context ends.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_JsonWithoutAQuestion_IsWrongUsage() => Assert.Equal(ExitCode.WrongUsage, (await RunAsync(string.Empty, "--json")).ExitCode);

    [Fact]
    public async Task Chat_UnknownModel_IsOneLine()
    {
        var (exitCode, _, error) = await RunAsync(string.Empty, "--model", "hf:nobody/nothing", "Hello!");

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Equal("error: nobody/nothing is not on this machine; get it with: step35 pull nobody/nothing", error.Trim());
    }

    [Fact]
    public async Task Chat_ClosedInput_IsAnEmptyOne()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere it is not known");
        using var process = Process.Start("sh", ["-c", $"exec dotnet '{ToolProcess.Assembly}' chat --threads 1 <&-"]);

        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(HangGuard, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Done, process.ExitCode);
    }

    [Theory]
    [InlineData(">&-")]
    [InlineData("<&- >&-")]
    public async Task Chat_ClosedOutput_IsToldInOneLine(string closed)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere it is not known");
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"exec dotnet '{ToolProcess.Assembly}' chat --threads 1 Hello! {closed}"])
        {
            RedirectStandardError = true,
        })!;

        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(HangGuard, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Failed, process.ExitCode);
        Assert.StartsWith("error: Standard output is closed", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2>&-")]
    [InlineData("2>/dev/full")]
    public async Task Chat_NoPlaceForErrors_FailsAllTheSame(string redirection)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere there is no device that is always full");
        using var process = Process.Start("sh", ["-c", $"exec dotnet '{ToolProcess.Assembly}' chat --model hf:nobody/nothing Hello! {redirection}"]);

        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(HangGuard, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Failed, process.ExitCode);
    }

    [Fact]
    public async Task Chat_ReaderLeaves_EndsByItself()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there a reader who leaves is not told from one who stays");
        using var process = Step35.Start("chat", "--threads", "1", "Hello!");
        process.StandardOutput.Close();

        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((ExitCode.ReaderLeft, string.Empty), (process.ExitCode, error));
    }

    public void Dispose() => _folder.Dispose();

    // Two lines: what it thinks, and what it says.
    private static async Task AskAsync(Process process, string question)
    {
        await process.StandardInput.WriteLineAsync(question);
        await process.StandardInput.FlushAsync();
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(string input, params string[] arguments) =>
        Step35.RunAsync(input, ["chat", "--threads", "1", .. arguments]);
}
