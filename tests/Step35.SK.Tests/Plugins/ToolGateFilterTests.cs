using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Step35.AI.Tools;
using Step35.AI.Tools.Approval;
using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;
using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;

namespace Step35.SK.Tests.Plugins;

public sealed class ToolGateFilterTests
{
    private static readonly Step35PromptExecutionSettings Auto = new() { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };

    private readonly NotesPlugin _notes = new();

    public static TheoryData<Way> Ways => [.. Enum.GetValues<Way>()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Call_Denied_ModelGoesOnWithTheDenial(Way way)
    {
        using var client = Model("add_note", ("text", "milk"));
        var approver = new AnsweringApprover(isAllowed: false);

        await way.AskAsync(Kernel(client, options => options.Approver = approver), "Add milk.", Auto, Token);

        Assert.Empty(_notes.Notes);
        Assert.StartsWith("Not run: the user denied Notes.add_note.", ResultIn(client.Requests[1].Messages), StringComparison.Ordinal);
        Assert.Equal("Notes.add_note(text: milk)", Assert.Single(approver.Requests).Pattern.ToString());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Call_DeniedAndOptionSet_EndsTheTurn(Way way)
    {
        using var client = Model("add_note", ("text", "milk"));

        await way.AskAsync(Kernel(client, options => options.DenialEndsTurn = true), "Add milk.", Auto, Token);

        Assert.Single(client.Requests);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Call_Approved_RunsAndShowsThePreviewBefore(Way way)
    {
        using var client = Model("add_note", ("text", "milk"));
        var approver = new AnsweringApprover(isAllowed: true);

        await way.AskAsync(Kernel(client, options => options.Approver = approver), "Add milk.", Auto, Token);

        Assert.Equal(["milk"], _notes.Notes);
        Assert.Equal("+ milk", Assert.Single(approver.Requests).Preview);
    }

    [Fact]
    public async Task Call_LongResult_ModelReadsItPageByPage()
    {
        _notes.Notes.AddRange(Enumerable.Range(1, 60).Select(number => $"note number {number}"));
        using var client = new ScriptedChatClient(
            [new FunctionCallContent("1", "list_notes")],
            [new FunctionCallContent("2", "read_more", new Dictionary<string, object?> { ["id"] = "the id", ["page"] = 2 })],
            ScriptedChatClient.Says("Done."));
        var kernel = Kernel(client, options => options.MaxResultCharacters = 500);
        // The model copies the id from the note under the first page.
        kernel.AutoFunctionInvocationFilters.Add(new IdCopying());

        await Way.ChatCompletion.AskAsync(kernel, "List.", Auto, Token);

        Assert.Contains("read_more", client.Requests[0].Options!.Tools!.Select(tool => tool.Name));
        Assert.StartsWith("note number 1\n", ResultIn(client.Requests[1].Messages), StringComparison.Ordinal);
        Assert.Matches(@"^note number \d\d\n(.*\n)+\[Page 2 of 3\.", ResultIn(client.Requests[2].Messages));
    }

    [Fact]
    public async Task Invoke_ByTheApplication_PassesTheGateToo()
    {
        using var client = Model("add_note");

        var result = await Kernel(client).InvokeAsync("Notes", "add_note", new() { ["text"] = "milk" }, Token);

        Assert.StartsWith("Not run: ", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_StreamingAndDenied_Throws()
    {
        using var client = Model("add_note");
        var stream = Kernel(client).InvokeStreamingAsync<string>("Notes", "add_note", new() { ["text"] = "milk" }, Token);

        Assert.Contains("Not run", (await Assert.ThrowsAsync<KernelException>(async () => await stream.ToListAsync(Token))).Message, StringComparison.Ordinal);
        Assert.Empty(_notes.Notes);
    }

    [Fact]
    public async Task Invoke_OwnPrompt_IsNotAsked()
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("Hello."));

        Assert.Equal("Hello.", (await Kernel(client, options => options.Undeclared = ApprovalPolicy.Never)
            .InvokePromptAsync("Hi", cancellationToken: Token)).ToString());
    }

    [Fact]
    public async Task Invoke_ShortTypedResult_KeepsItsType()
    {
        using var client = Model("get_weather");
        var builder = Microsoft.SemanticKernel.Kernel.CreateBuilder().AddScripted(client)
            .AddStep35Plugins(options => options.Functions["Weather.*"] = new() { Policy = ApprovalPolicy.Always });
        builder.Plugins.AddFromObject(new WeatherPlugin(), "Weather");

        var report = await builder.Build().InvokeAsync<WeatherReport>("Weather", "get_weather", new() { ["city"] = "Oslo" }, Token);

        Assert.Equal(7, report!.Temperature);
    }

    [Fact]
    public void AddStep35Plugins_Twice_AddsOneGate()
    {
        var kernel = Microsoft.SemanticKernel.Kernel.CreateBuilder().AddStep35Plugins().AddStep35Plugins().Build();

        Assert.Single(kernel.FunctionInvocationFilters);
        Assert.Single(kernel.Plugins);
    }

    private static ScriptedChatClient Model(string function, params (string Name, object? Value)[] arguments) => new(
        [new FunctionCallContent("1", function, arguments.ToDictionary(argument => argument.Name, argument => argument.Value))],
        ScriptedChatClient.Says("Done."));

    private static string ResultIn(List<ChatMessage> messages) => messages[^1].Contents.OfType<FunctionResultContent>().Single().Result!.ToString()!;

    private Kernel Kernel(ScriptedChatClient client, Action<ToolGateOptions>? configure = null)
    {
        var builder = Microsoft.SemanticKernel.Kernel.CreateBuilder().AddScripted(client).AddStep35Plugins(configure);
        builder.Services.AddSingleton<IToolPreview>(_notes);
        builder.Plugins.AddFromObject(_notes, "Notes");
        return builder.Build();
    }

    private sealed class IdCopying : IAutoFunctionInvocationFilter
    {
        private string _id = "";

        public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            if (context.Function.Name == "read_more")
                context.Arguments!["id"] = _id;
            await next(context);
            if (context.Result.ToString().Split('"') is [_, var id, _])
                _id = id;
        }
    }
}
