using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Samples.ModelTests.CodingAgent;

/// <summary>The program as a user starts it.</summary>
public sealed class CodingProgramTests : IDisposable
{
    private static readonly ProgramProcess Program = new("CodingAgent.dll");

    private readonly CodingScript _script = new();

    private string Folder => _script.Scratch.Root;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task Task_SmallModel_WritesAFileAfterItsDiffWasApproved()
    {
        var (exitCode, output, error) = await Program.RunAsync("y\n", "--folder", Folder, "Write hello to a.txt.");

        TestContext.Current.TestOutputHelper?.WriteLine(output);
        Assert.Equal((0, string.Empty), (exitCode, error));
        Assert.Contains("## ", output, StringComparison.Ordinal);
        Assert.Matches(@"\+hello\nAlways would allow .*\nAllow it\? .*<- Wrote", output.ReplaceLineEndings("\n"));
        Assert.Equal("hello", await File.ReadAllTextAsync(_script.Scratch.PathOf("a.txt"), Token));
    }

    [Fact]
    public async Task Tasks_FromAPipe_AnswerNoQuestions()
    {
        var (exitCode, output, _) = await Program.RunAsync("Write hello to a.txt.\ny\n", "--folder", Folder);

        Assert.Equal(0, exitCode);
        Assert.Contains("-> Files_write_file(", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Allow it?", output, StringComparison.Ordinal);
        Assert.False(File.Exists(_script.Scratch.PathOf("a.txt")));
    }

    [Fact]
    public async Task Tasks_OneFromAPipeFails_Fails()
    {
        var (exitCode, _, error) = await Program.RunAsync("Write hello to a.txt.\n", "--folder", Folder, "--context", "64");

        Assert.Equal(1, exitCode);
        Assert.Contains("the context holds 64", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupt_ModelIsSilent_StopsTheTaskAndAsksForTheNext()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGINT to send");
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var program = new ProgramProcess("CodingAgent.dll")
        {
            Environment = new Dictionary<string, string?> { ["ConnectionStrings__step35"] = $"Endpoint=http://{silent.LocalEndpoint};Model=step35" },
        };
        using var process = program.Start("--folder", Folder);
        await process.StandardInput.WriteLineAsync("Make the test pass.");
        await process.StandardInput.FlushAsync(Token);
        using var request = await silent.AcceptTcpClientAsync(Token);

        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await process.StandardInput.WriteLineAsync();
        process.StandardInput.Close();

        Assert.Contains("(stopped)", await process.StandardOutput.ReadToEndAsync(Token), StringComparison.Ordinal);
        await process.WaitForExitAsync(Token);
        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [InlineData("is no git work tree", "--folder", "no/such/folder")]
    [InlineData("no/such/model.gguf", "--model", "no/such/model.gguf", "Hello!")]
    [InlineData("in 'no/such/session.json': ", "--session", "no/such/session.json", "Hello!")]
    [InlineData("--run needs a command.", "--run", "", "Hello!")]
    [InlineData("Unknown option '--ja'", "--ja")]
    public async Task Arguments_Wrong_SayWhatToChange(string expected, params string[] arguments)
    {
        string[] all = arguments[0] == "--folder" ? arguments : ["--folder", Folder, .. arguments];
        var (exitCode, _, error) = await Program.RunAsync(string.Empty, all);

        Assert.Equal(1, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }
}
