using System.Diagnostics;
using System.Text.Json;
using Step35.TestModels;

namespace Step35.Cli.ModelTests;

/// <summary>The verbs around the hub, as a user types them.</summary>
public sealed class PullTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private LocalHub _hub = null!;

    private ProgramProcess Step35 => ToolProcess.With(
        ("HF_HOME", _folder.Path), ("HF_ENDPOINT", _hub.Address.ToString()), ("HF_HUB_CACHE", null), ("HF_TOKEN", null));

    public async ValueTask InitializeAsync()
    {
        _hub = await LocalHub.StartAsync();
        using var folder = new TemporaryFolder();
        TestModelWriter.Write(new TestModelShape { Shards = 3 }, folder.File("Tiny-F32.gguf"));
        foreach (var shard in Directory.GetFiles(folder.Path).Order())
            _hub.Files[Path.GetFileName(shard)] = await File.ReadAllBytesAsync(shard);
    }

    [Fact]
    public async Task Pull_Inspect_List_Remove_WorkOnTheSameModel()
    {
        var pulled = await Step35.RunAsync(string.Empty, "pull", "stepfun/Flash");
        Assert.Equal(ExitCode.Done, pulled.ExitCode);
        Assert.True(File.Exists(pulled.Output.Trim()), pulled.Output);

        var inspected = await Step35.RunAsync(string.Empty, "inspect", "hf:stepfun/Flash", "--json");
        using (var report = JsonDocument.Parse(inspected.Output))
            Assert.Equal(3, report.RootElement.GetProperty("files").GetInt32());

        var listed = await Step35.RunAsync(string.Empty, "list");
        Assert.Matches(@"hf:stepfun/Flash:F32 +│ +3 ", listed.Output);

        var removed = await Step35.RunAsync(string.Empty, "rm", "stepfun/Flash", "--json");
        using (var result = JsonDocument.Parse(removed.Output))
            Assert.Equal(_hub.Files.Values.Sum(content => content.Length), result.RootElement.GetProperty("freedBytes").GetInt32());
        Assert.Equal("[]", (await Step35.RunAsync(string.Empty, "list", "--json")).Output.Trim());
    }

    [Fact]
    public async Task Pull_Json_TellsWhatCame()
    {
        var (exitCode, output, _) = await Step35.RunAsync(string.Empty, "pull", "stepfun/Flash:F32", "--json");

        using var result = JsonDocument.Parse(output);
        Assert.Equal(ExitCode.Done, exitCode);
        Assert.Equal("hf:stepfun/Flash:F32", result.RootElement.GetProperty("reference").GetString());
        Assert.Equal(_hub.Commit, result.RootElement.GetProperty("commit").GetString());
    }

    [Fact]
    public async Task Pull_NotAllowed_IsOneLine()
    {
        _hub.Token = "secret";

        var (exitCode, output, error) = await Step35.RunAsync(string.Empty, "pull", "stepfun/Flash");

        Assert.Equal((ExitCode.Failed, string.Empty), (exitCode, output));
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.Contains("HF_TOKEN", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Pull_Interrupted_EndsWithItsCodeAndGoesOnNextTime()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGINT to send");
        var reached = new TaskCompletionSource();
        _hub.Interfere = async (context, request) =>
        {
            if (reached.Task.IsCompleted)
                return false;
            await context.Response.Body.WriteAsync(_hub.Files[request.File].AsMemory(0, 1000));
            await context.Response.Body.FlushAsync();
            reached.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        using (var process = Step35.Start("pull", "stepfun/Flash", "--parallel", "1"))
        {
            await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
            using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(ExitCode.Interrupted, process.ExitCode);
        }

        Assert.Equal(ExitCode.Done, (await Step35.RunAsync(string.Empty, "pull", "stepfun/Flash")).ExitCode);
    }

    [Fact]
    public async Task List_Empty_SaysHowToGetOne()
    {
        var (exitCode, output, error) = await Step35.RunAsync(string.Empty, "list");

        Assert.Equal((ExitCode.Done, string.Empty), (exitCode, output));
        Assert.Contains("step35 pull", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rm", "stepfun/Flash")]
    [InlineData("inspect", "hf:stepfun/Flash:Q4_K_S")]
    public async Task Verbs_ModelThatIsNotHere_SaySo(string verb, string model)
    {
        var (exitCode, _, error) = await Step35.RunAsync(string.Empty, verb, model);

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Contains("is not on this machine", error, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Dispose();
    }
}
