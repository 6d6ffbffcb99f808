using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Step35.AI.Tools;
using Step35.SK.Mcp;
using Step35.SK.Tests.Plugins;
using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;
using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;

namespace Step35.SK.Tests.Mcp;

public sealed class McpServerTests
{
    private static readonly McpServerTool Echo = PipeServer.Tool("echo", (string text) => $"Echo: {text}", readOnly: true, openWorld: false);

    private readonly AnsweringApprover _approver = new(isAllowed: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_ByTheModel_IsApprovedAndAnswered()
    {
        using var client = new ScriptedChatClient(
            [new FunctionCallContent("1", "echo", new Dictionary<string, object?> { ["text"] = "hi" })],
            ScriptedChatClient.Says("Done."));
        var kernel = Kernel(builder => builder.AddScripted(client));
        await using var server = await kernel.AddStep35McpServerAsync(Settings(new PipeServer(Echo)), Token);

        await Way.ChatCompletion.AskAsync(
            kernel, "Say hi.", new Step35PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }, Token);

        Assert.Equal(
            "Echo: hi",
            client.Requests[1].Messages[^1].Contents.OfType<FunctionResultContent>().Single().Result?.ToString());
        Assert.Equal("Peer.echo(text: hi)", Assert.Single(_approver.Requests).Pattern.ToString());
    }

    [Theory]
    [InlineData(null, true, false, 1)]
    [InlineData(Permissions.Read, true, false, 0)]
    [InlineData(Permissions.All, true, false, 0)]
    [InlineData(Permissions.All, true, null, 1)]
    [InlineData(Permissions.All, null, false, 1)]
    [InlineData(Permissions.Write, null, null, 1)]
    public async Task Call_AnnotationsOfAReader_OnlyNarrowWhatWasGranted(Permissions? granted, bool? readOnly, bool? openWorld, int questions)
    {
        var tool = PipeServer.Tool("echo", (string text) => text, readOnly, openWorld);
        await using var server = await ConnectAsync(new PipeServer(tool), granted);

        await server.Kernel.InvokeAsync("Peer", "echo", new() { ["text"] = "hi" }, Token);

        Assert.Equal(questions, _approver.Requests.Count);
    }

    [Fact]
    public async Task Add_ToolsThatClaimMoreThanGranted_AreNotOffered()
    {
        var pipe = new PipeServer(
            Echo,
            PipeServer.Tool("write", () => "", readOnly: false),
            PipeServer.Tool("wipe", () => "", readOnly: true, destructive: true),
            PipeServer.Tool("browse", () => "", readOnly: true, openWorld: true));
        await using var server = await ConnectAsync(pipe, Permissions.Read);

        Assert.Equal(["echo"], server.Kernel.Plugins["Peer"].Select(function => function.Name));
    }

    [Fact]
    public async Task Call_ServerDiedBefore_ConnectsAgain()
    {
        var pipe = new PipeServer(Echo);
        await using var server = await ConnectAsync(pipe);
        await InvokeAsync(server.Kernel, "echo", "one");

        pipe.Crash();
        var answer = await UntilAnsweredAsync(server.Kernel);

        Assert.Equal(("Echo: two", 2), (answer, pipe.Starts));
    }

    [Fact]
    public async Task Call_ServerDiesDuringIt_SaysSoAndDoesNotRepeatIt()
    {
        var calls = 0;
        PipeServer pipe = null!;
        pipe = new PipeServer(PipeServer.Tool("echo", async (string text) =>
        {
            calls++;
            pipe.Crash();
            await Task.Delay(Timeout.Infinite, Token);
        }));
        await using var server = await ConnectAsync(pipe);

        var error = await Assert.ThrowsAsync<McpServerException>(() => InvokeAsync(server.Kernel, "echo", "hi"));

        Assert.Equal(("Peer", 1), (error.ServerName, calls));
    }

    [Fact]
    public async Task Add_NamesThatNoKernelTakes_BecomeUniqueNamesAndStillReachTheirTools()
    {
        var pipe = new PipeServer(
            PipeServer.Tool("a.b", () => "first"), PipeServer.Tool("a_b", () => "second"), PipeServer.Tool("a-b", () => "third"));
        await using var server = await ConnectAsync(pipe);

        var names = server.Kernel.Plugins["Peer"].Select(function => function.Name).Order().ToList();
        Assert.Equal(["a_b", "a_b_2", "a_b_3"], names);
        var answers = await Task.WhenAll(names.Select(name => InvokeAsync(server.Kernel, name, "")));
        Assert.Equal(["first", "second", "third"], answers.Order());
    }

    [Fact]
    public async Task Offer_SchemaWithReferences_ReachesTheModelAsItIs()
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("Done."));
        var tool = Echo;
        tool.ProtocolTool.InputSchema = System.Text.Json.JsonElement.Parse(
            """{"type":"object","properties":{"tree":{"$ref":"#/$defs/node"}},"required":["tree"],"$defs":{"node":{"type":"object","properties":{"next":{"$ref":"#/$defs/node"}}}}}""");
        var kernel = Kernel(builder => builder.AddScripted(client));
        await using var server = await kernel.AddStep35McpServerAsync(Settings(new PipeServer(tool)), Token);

        await Way.ChatClient.AskAsync(
            kernel, "Hi", new Step35PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }, Token);

        var offered = (AIFunction)client.Options.Tools!.Single(function => function.Name == "echo");
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(tool.ProtocolTool.InputSchema.GetRawText()), JsonNode.Parse(offered.JsonSchema.GetRawText())));
    }

    [Fact]
    public async Task Call_ToolFails_ModelReadsTheError()
    {
        await using var server = await ConnectAsync(new PipeServer(PipeServer.Tool("echo", string (string text) => throw new McpException("no such city"))));

        Assert.Contains("no such city", await InvokeAsync(server.Kernel, "echo", "hi"), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", await InvokeAsync(server.Kernel, "echo", "hi"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_PicturesAndLinks_AreNamedInText()
    {
        var tool = PipeServer.Tool("look", () => new ContentBlock[]
        {
            new TextContentBlock { Text = "A cat:" },
            ImageContentBlock.FromBytes(new byte[] { 1 }, "image/png"),
            new ResourceLinkBlock { Name = "cat", Uri = "file:///cat.png" },
        });
        await using var server = await ConnectAsync(new PipeServer(tool));

        Assert.Equal(
            "A cat:\n[image: not shown, because the model reads text only]\n[link: cat file:///cat.png]",
            await InvokeAsync(server.Kernel, "look", ""));
    }

    [Fact]
    public async Task Add_KernelWithoutGate_IsRefused()
    {
        var error = await Assert.ThrowsAsync<KernelException>(() => new Kernel().AddStep35McpServerAsync(Settings(new PipeServer(Echo)), Token));

        Assert.Contains("AddStep35Plugins", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_ProgramThatIsMissing_SaysWhatToCheck()
    {
        var error = await Assert.ThrowsAsync<McpServerException>(
            () => Kernel().AddStep35McpServerAsync(McpServerSettings.ForProgram("Peer", "no-such-program-anywhere"), Token));

        Assert.Contains("Check its command", error.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-program-anywhere", error.Message, StringComparison.Ordinal);
    }

    private static McpServerSettings Settings(IClientTransport transport, Permissions? granted = null) =>
        new() { Name = "Peer", Transport = transport, Granted = granted };

    private static async Task<string> InvokeAsync(Kernel kernel, string function, string text) =>
        (await kernel.InvokeAsync("Peer", function, new() { ["text"] = text }, Token)).ToString();

    // The end of a pipe reaches its reader a moment later, and a call in that moment fails.
    private static async Task<string> UntilAnsweredAsync(Kernel kernel)
    {
        while (true)
        {
            try
            {
                return await InvokeAsync(kernel, "echo", "two");
            }
            catch (McpServerException)
            {
                await Task.Yield();
            }
        }
    }

    private Kernel Kernel(Action<IKernelBuilder>? configure = null)
    {
        var builder = Microsoft.SemanticKernel.Kernel.CreateBuilder().AddStep35Plugins(options => options.Approver = _approver);
        configure?.Invoke(builder);
        return builder.Build();
    }

    private async Task<Connected> ConnectAsync(PipeServer pipe, Permissions? granted = null)
    {
        var kernel = Kernel();
        return new(kernel, await kernel.AddStep35McpServerAsync(Settings(pipe, granted), Token));
    }

    private sealed record Connected(Kernel Kernel, McpServerPlugin Plugin) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Plugin.DisposeAsync();
    }
}
