using Microsoft.SemanticKernel;
using Step35.AI.Tools;
using Step35.SK.Mcp;
using Step35.SK.Tests.Plugins;
using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;
using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;

namespace Step35.SK.Tests.Mcp;

/// <summary>A server in C# that is a process of its own.</summary>
public sealed class ProgramServerTests : IDisposable
{
    private const string Secret = "STEP35_TEST_PROGRAM_SECRET";

    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Call_ByTheModel_RunsOnlyWhereItIsApproved(bool isAllowed)
    {
        using var client = new ScriptedChatClient(
            [new FunctionCallContent("1", "write", new Dictionary<string, object?> { ["path"] = _file })], ScriptedChatClient.Says("Done."));
        var approver = new AnsweringApprover(isAllowed);
        var kernel = NewKernel(client, approver);
        await using var server = await kernel.AddStep35McpServerAsync(Settings(), Token);

        await Way.ChatCompletionStreaming.AskAsync(
            kernel, "Write.", new Step35PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }, Token);

        Assert.Equal($"Echo.write(path: {_file})", Assert.Single(approver.Requests).Pattern.ToString());
        Assert.Equal(isAllowed, File.Exists(_file));
        var result = client.Requests[1].Messages[^1].Contents.OfType<FunctionResultContent>().Single().Result?.ToString();
        Assert.Equal(isAllowed, result?.StartsWith("Not run: ", StringComparison.Ordinal) is false);
    }

    [Fact]
    public async Task Call_OfAReaderThatWasGranted_RunsUnasked()
    {
        using var client = new ScriptedChatClient();
        var approver = new AnsweringApprover(isAllowed: false);
        var kernel = NewKernel(client, approver);
        await using var server = await kernel.AddStep35McpServerAsync(Settings(Permissions.Read), Token);

        Assert.Equal("Echo: hi", (await kernel.InvokeAsync("Echo", "echo", new() { ["text"] = "hi" }, Token)).ToString());
        Assert.Empty(approver.Requests);
        Assert.DoesNotContain("write", kernel.Plugins["Echo"].Select(function => function.Name));
    }

    [Fact]
    public async Task Program_Environment_HoldsNoSecretOfThisProcess()
    {
        Environment.SetEnvironmentVariable(Secret, "hush");
        using var client = new ScriptedChatClient();
        var kernel = NewKernel(client, new AnsweringApprover(isAllowed: true));
        await using var server = await kernel.AddStep35McpServerAsync(Settings(), Token);

        Assert.Equal("(not set)", (await kernel.InvokeAsync("Echo", "variable", new() { ["name"] = Secret }, Token)).ToString());
    }

    private static McpServerSettings Settings(Permissions? granted = null) =>
        McpServerSettings.ForProgram("Echo", granted, "dotnet", Path.Combine(AppContext.BaseDirectory, "EchoMcpServer.dll"));

    private static Kernel NewKernel(ScriptedChatClient client, AnsweringApprover approver) =>
        Kernel.CreateBuilder().AddScripted(client).AddStep35Plugins(options => options.Approver = approver).Build();
}
