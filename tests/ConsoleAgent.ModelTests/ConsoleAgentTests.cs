using System.Diagnostics;

namespace ConsoleAgent.ModelTests;

public class ConsoleAgentTests
{
    private static readonly ProgramProcess Agent = new("ConsoleAgent.dll");

    [Fact]
    public async Task Question_Weather_CallsThePluginAndAnswersWithItsResult()
    {
        var (exitCode, output, error) = await Agent.RunAsync(string.Empty, "What is the weather in Oslo?");
        Assert.Equal((0, string.Empty), (exitCode, error));
        Assert.Contains("-> get_weather(city: Oslo)", output, StringComparison.Ordinal);
        Assert.Contains("<- Oslo: 17 degrees, rainy", output, StringComparison.Ordinal);
        var answer = output.TrimEnd().Split('\n')[^1];
        Assert.Contains("rainy", answer, StringComparison.Ordinal);
        Assert.Contains("17", answer, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output);
    }

    [Fact]
    public async Task Question_ConnectionStringOfAFile_IsAnsweredByThatModel()
    {
        var connection = $"Model={Path.Combine(AppContext.BaseDirectory, "models", "step35-nano.gguf")}";
        var agent = new ProgramProcess("ConsoleAgent.dll") { Environment = new Dictionary<string, string?> { ["ConnectionStrings__step35"] = connection } };
        var (exitCode, output, _) = await agent.RunAsync(string.Empty, "--temperature", "0", "What is the weather in Oslo?");
        Assert.Equal(0, exitCode);
        Assert.Contains("-> get_weather(city: Oslo)", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Endpoint=http://127.0.0.1:9;Model=step35", "http://127.0.0.1:9/")]
    [InlineData("Endpoint=http://127.0.0.1:9", "Model")]
    public async Task Question_ConnectionStringOfAServer_IsTaken(string connection, string expected)
    {
        var agent = new ProgramProcess("ConsoleAgent.dll") { Environment = new Dictionary<string, string?> { ["ConnectionStrings__step35"] = connection } };
        var (exitCode, _, error) = await agent.RunAsync(string.Empty, "Hello!");
        Assert.Equal(1, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_TwoQuestions_AnswersBothAndEndsWithTheInput()
    {
        var (exitCode, output, _) = await Agent.RunAsync("Hello!\nWhat is the weather in Oslo?\n");
        Assert.Equal(0, exitCode);
        Assert.Contains("Hello! How can I help you?", output, StringComparison.Ordinal);
        Assert.Contains("-> get_weather(city: Oslo)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_OneQuestionFromAPipeFails_FailsAfterTheOthers()
    {
        var tooLong = string.Concat(Enumerable.Repeat("word ", 200));
        var (exitCode, output, error) = await Agent.RunAsync($"{tooLong}\nHello!\n", "--context", "200");
        Assert.Equal(1, exitCode);
        Assert.Contains("the context holds 200", error, StringComparison.Ordinal);
        Assert.Contains("Hello! How can I help you?", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no/such/model.gguf", "no/such/model.gguf")]
    [InlineData(".", "holds no GGUF file")]
    public async Task Model_WrongPath_SaysWhatToChange(string model, string expected)
    {
        var (exitCode, _, error) = await Agent.RunAsync(string.Empty, "--model", model, "Hello!");
        Assert.Equal(1, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_NoModelFile_SaysWhatItIsInstead()
    {
        var (exitCode, _, error) = await Agent.RunAsync(string.Empty, "--model", typeof(ConsoleAgentTests).Assembly.Location, "Hello!");
        Assert.Equal(1, exitCode);
        Assert.Contains("ConsoleAgent.ModelTests.dll", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unknown option '--modle'", "--modle")]
    [InlineData("between 0 and 10", "--temperature", "99", "Hello!")]
    [InlineData("between 0 and 10", "--temperature", "NaN", "Hello!")]
    public async Task Arguments_Wrong_AreNamed(string expected, params string[] arguments)
    {
        var (exitCode, _, error) = await Agent.RunAsync(string.Empty, arguments);
        Assert.Equal(1, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_ReaderLeaves_EndsWithoutAStackTrace()
    {
        using var process = Agent.Start("What is the weather in Oslo?");
        process.StandardOutput.Close();
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_Closed_IsTold()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere it is another error");
        var agent = Path.Combine(AppContext.BaseDirectory, "ConsoleAgent.dll");
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"exec dotnet '{agent}' Hello! >&-"]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, process.ExitCode);
        Assert.Equal("Standard output is closed.", error.Trim());
    }

    [Fact]
    public async Task Interrupt_WhileChatting_EndsWithTheUsualCode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGINT to send");
        // It chats on until it is told to leave, so it cannot be done before the signal comes.
        using var process = Agent.Start("--temperature", "5");
        await process.StandardInput.WriteLineAsync("Tell me everything about Oslo.");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadAsync(new char[1], TestContext.Current.CancellationToken);
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
    }
}
