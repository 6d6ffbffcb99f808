using System.Globalization;
using Microsoft.SemanticKernel;
using Step35.AI.Tools;
using Step35.AI.Tools.Approval;
using Step35.SK.Mcp;

namespace Step35.SK.ModelTests.Mcp;

/// <summary>The reference server as a plugin, over both transports.</summary>
public sealed class EverythingServerTests : IAsyncLifetime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        Assert.SkipUnless(await EverythingServer.IsAvailableAsync(Token), $"npm cannot fetch {EverythingServer.Package} here");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Program_Tools_AnswerWithApprovalAndWithoutOurSecrets()
    {
        Environment.SetEnvironmentVariable("STEP35_TEST_SECRET", "hush");
        var approver = new CountingApprover();
        var kernel = NewKernel(approver);
        await using var server = await kernel.AddStep35McpServerAsync(Program(), Token);

        var sum = await kernel.InvokeAsync("Everything", "get_sum", new() { ["a"] = 2, ["b"] = 40 }, Token);
        Assert.Contains("42", sum.ToString(), StringComparison.Ordinal);
        var environment = (await kernel.InvokeAsync("Everything", "get_env", [], Token)).ToString();
        Assert.Contains("\"PATH\"", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", environment, StringComparison.Ordinal);
        var image = (await kernel.InvokeAsync("Everything", "get_tiny_image", [], Token)).ToString();
        Assert.Contains("[image: not shown", image, StringComparison.Ordinal);
        Assert.Equal(3, approver.Questions);
    }

    [Fact]
    public async Task Program_GrantedToReadHere_OffersReadersUnasked()
    {
        var approver = new CountingApprover();
        var kernel = NewKernel(approver);
        await using var server = await kernel.AddStep35McpServerAsync(Program(Permissions.Read), Token);

        await kernel.InvokeAsync("Everything", "echo", new() { ["message"] = "hi" }, Token);

        Assert.Equal(0, approver.Questions);
        Assert.DoesNotContain("gzip_file_as_resource", kernel.Plugins["Everything"].Select(function => function.Name));
    }

    [Fact]
    public async Task Program_Killed_IsStartedAgain()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs sh");
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var kernel = NewKernel(new CountingApprover());
        await using var server = await kernel.AddStep35McpServerAsync(
            McpServerSettings.ForProgram("Everything", "sh", "-c", $"echo $$ > {file}; exec npx -y {EverythingServer.Package}"), Token);

        using (var process = System.Diagnostics.Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(file, Token), CultureInfo.InvariantCulture)))
            process.Kill(entireProcessTree: true);
        // The first call may still find the pipe that just broke.
        string? answer = null;
        while (answer is null)
        {
            try
            {
                answer = (await kernel.InvokeAsync("Everything", "echo", new() { ["message"] = "again" }, Token)).ToString();
            }
            catch (McpServerException)
            {
                await Task.Yield();
            }
        }

        Assert.Contains("again", answer, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task Http_Tools_Answer()
    {
        using var everything = await EverythingServer.StartHttpAsync(Token);
        var kernel = NewKernel(new CountingApprover());
        await using var server = await kernel.AddStep35McpServerAsync(McpServerSettings.ForHttp("Everything", everything.Endpoint), Token);

        var echo = await kernel.InvokeAsync("Everything", "echo", new() { ["message"] = "hi" }, Token);

        Assert.Contains("hi", echo.ToString(), StringComparison.Ordinal);
    }

    private static McpServerSettings Program(Permissions? granted = null) =>
        McpServerSettings.ForProgram("Everything", granted, "npx", "-y", EverythingServer.Package);

    private static Kernel NewKernel(IApprover approver) => Kernel.CreateBuilder().AddStep35Plugins(options => options.Approver = approver).Build();

    private sealed class CountingApprover : IApprover
    {
        public int Questions { get; private set; }

        public ValueTask<ApprovalAnswer> AskAsync(ApprovalRequest request, CancellationToken cancellationToken)
        {
            Questions++;
            return ValueTask.FromResult(ApprovalAnswer.Once);
        }
    }
}
