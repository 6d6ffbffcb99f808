using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Meai = Microsoft.Extensions.AI;
using Sk = Microsoft.SemanticKernel;

#pragma warning disable SKEXP0110 // The kernel's reasoning contents are marked "experimental".

namespace Step35.SK.Tests;

public sealed class ChatCompletionServiceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_ReasoningAndText_GivesBothWithUsageAndFinishReason()
    {
        using var client = new ScriptedChatClient([new TextReasoningContent("Hm."), new Meai.TextContent("Hello!")]);
        var history = new ChatHistory("Be kind.");

        var answer = await Service(client).GetChatMessageContentAsync(history, cancellationToken: Token);

        Assert.Equal("Hello!", answer.Content);
        Assert.Equal("Hm.", Assert.Single(answer.Items.OfType<ReasoningContent>()).Text);
        Assert.Equal(AuthorRole.Assistant, answer.Role);
        Assert.Equal("step35-scripted", answer.ModelId);
        Assert.Equal(7, Assert.IsType<UsageDetails>(answer.Metadata!["Usage"]).OutputTokenCount);
        Assert.Equal("stop", answer.Metadata["FinishReason"]);
        Assert.Single(history);
    }

    [Fact]
    public async Task Stream_ReasoningAndText_GivesBothApart()
    {
        using var client = new ScriptedChatClient(
            [new TextReasoningContent("Hm."), new Meai.TextContent("Hel"), new Meai.TextContent("lo!")]);

        var updates = await Service(client).GetStreamingChatMessageContentsAsync("Hello!", cancellationToken: Token).ToListAsync(Token);

        Assert.Equal("Hello!", string.Concat(updates));
        Assert.Equal("Hm.", Assert.Single(updates.SelectMany(update => update.Items).OfType<StreamingReasoningContent>()).Text);
        Assert.Equal(7, Assert.IsType<UsageDetails>(updates[^1].Metadata!["Usage"]).OutputTokenCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AutoInvocation_TwoCallsWithReasoning_KeepsThemAsOneTurnInRequestAndHistory(bool streaming)
    {
        using var client = new ScriptedChatClient(
            [
                new TextReasoningContent("Two cities."),
                ScriptedChatClient.Call("get_weather", "Oslo", "a"), ScriptedChatClient.Call("get_weather", "Rome", "b"),
            ],
            ScriptedChatClient.Says("Both are rainy."));
        var history = new ChatHistory();
        history.AddUserMessage("Oslo and Rome?");

        await AskAsync(ScriptedKernel.Create(client, new WeatherPlugin()), history, streaming);

        Assert.Equal(
            ["Two cities.", "get_weather a", "get_weather b"], Describe(client.Requests[1].Messages[^2]));
        Assert.Equal(3, history.Count);
        Assert.Equal(
            ["ReasoningContent Two cities.", "FunctionCallContent Weather get_weather a", "FunctionCallContent Weather get_weather b"],
            history[1].Items.Select(Describe));
        Assert.Equal(
            ["FunctionResultContent Weather get_weather a", "FunctionResultContent Weather get_weather b"],
            history[2].Items.Select(Describe));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AutoInvocation_TwoRounds_WritesEachOnceIntoTheHistory(bool streaming)
    {
        using var client = new ScriptedChatClient(
            [ScriptedChatClient.Call("get_weather", "Oslo", "a")],
            [ScriptedChatClient.Call("get_weather", "Rome", "b")],
            ScriptedChatClient.Says("Both are rainy."));
        var history = new ChatHistory();

        await AskAsync(ScriptedKernel.Create(client, new WeatherPlugin()), history, streaming);

        Assert.Equal(
            [
                "FunctionCallContent Weather get_weather a", "FunctionResultContent Weather get_weather a",
                "FunctionCallContent Weather get_weather b", "FunctionResultContent Weather get_weather b",
            ],
            history.SelectMany(message => message.Items).Select(Describe));
    }

    [Fact]
    public async Task Get_HistoryOfAToolRound_SendsBackWhatTheModelWrote()
    {
        using var client = new ScriptedChatClient(
            [new TextReasoningContent("A city."), ScriptedChatClient.Call("get_weather", "Oslo")],
            ScriptedChatClient.Says("Rainy."),
            ScriptedChatClient.Says("Yes."));
        var kernel = ScriptedKernel.Create(client, new WeatherPlugin());
        var history = new ChatHistory();
        history.AddUserMessage("Oslo?");

        history.Add(await AskAsync(kernel, history, streaming: false));
        history.AddUserMessage("Really?");
        history = JsonSerializer.Deserialize<ChatHistory>(JsonSerializer.Serialize(history))!;
        await AskAsync(kernel, history, streaming: false);

        var sent = client.Requests[2].Messages;
        Assert.Equal(["A city.", "get_weather call-1"], Describe(sent[1]));
        Assert.Equal("call-1", Assert.IsType<Meai.FunctionResultContent>(Assert.Single(sent[2].Contents)).CallId);
        Assert.Equal(["Rainy."], Describe(sent[3]));
    }

    [Fact]
    public async Task ManualInvocation_CallFromTheAnswer_FindsItsFunctionAndKeepsTheReasoning()
    {
        using var client = new ScriptedChatClient(
            [new TextReasoningContent("A city."), ScriptedChatClient.Call("get_weather", "Oslo")],
            ScriptedChatClient.Says("Rainy."));
        var weather = new WeatherPlugin();
        var kernel = ScriptedKernel.Create(client, weather);
        var history = new ChatHistory();
        history.AddUserMessage("Oslo?");

        var answer = await AskAsync(kernel, history, streaming: false, autoInvoke: false);
        history.Add(answer);
        foreach (var call in Sk.FunctionCallContent.GetFunctionCalls(answer))
            history.Add((await call.InvokeAsync(kernel, Token)).ToChatMessage());
        await AskAsync(kernel, history, streaming: false, autoInvoke: false);

        Assert.Equal(["Oslo"], weather.Cities);
        Assert.Equal(["A city.", "get_weather call-1"], Describe(client.Requests[1].Messages[1]));
    }

    [Fact]
    public async Task ManualInvocation_StreamedCalls_AreBuiltApartAndFindTheirFunctions()
    {
        using var client = new ScriptedChatClient(
            [ScriptedChatClient.Call("get_weather", "Oslo", "a"), ScriptedChatClient.Call("get_weather", "Rome", "b")]);
        var weather = new WeatherPlugin();
        var kernel = ScriptedKernel.Create(client, weather);
        var history = new ChatHistory();
        history.AddUserMessage("Oslo and Rome?");
        var builder = new FunctionCallContentBuilder();

        await foreach (var update in Service(client, kernel)
            .GetStreamingChatMessageContentsAsync(history, Settings(autoInvoke: false), kernel, Token))
        {
            builder.Append(update);
        }

        foreach (var call in builder.Build())
            await call.InvokeAsync(kernel, Token);
        Assert.Equal(["Oslo", "Rome"], weather.Cities);
        Assert.Single(history);
    }

    [Fact]
    public async Task Get_CallOfUnknownFunction_KeepsItsName()
    {
        using var client = new ScriptedChatClient([ScriptedChatClient.Call("unheard_of", "Oslo")]);

        var answer = await AskAsync(ScriptedKernel.Create(client, new WeatherPlugin()), [], streaming: false, autoInvoke: false);

        Assert.Equal("FunctionCallContent  unheard_of call-1", Describe(Assert.Single(answer.Items)));
    }

    [Fact]
    public async Task GetAndStream_ErrorInTheAnswer_TellItInTheMetadata()
    {
        using var client = new ScriptedChatClient([new ErrorContent("unreadable call")], [new ErrorContent("unreadable call")]);

        var answer = await Service(client).GetChatMessageContentAsync("Hello!", cancellationToken: Token);
        var updates = await Service(client).GetStreamingChatMessageContentsAsync("Hello!", cancellationToken: Token).ToListAsync(Token);

        Assert.Equal("unreadable call", answer.Metadata!["Error"]);
        Assert.Equal("unreadable call", updates[0].Metadata!["Error"]);
    }

    [Fact]
    public async Task Stream_Terminated_LeavesTheRoundInTheHistory()
    {
        using var client = new ScriptedChatClient([ScriptedChatClient.Call("get_weather", "Oslo")]);
        var kernel = ScriptedKernel.Create(client, new WeatherPlugin());
        kernel.AutoFunctionInvocationFilters.Add(new TerminatingFilter());
        var history = new ChatHistory();

        var last = await AskAsync(kernel, history, streaming: true);

        Assert.Equal(AuthorRole.Tool, last.Role);
        Assert.Equal([AuthorRole.Assistant, AuthorRole.Tool], history.Select(message => message.Role));
    }

    [Fact]
    public async Task Stream_Cancelled_Throws()
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("Hello!"));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Service(client).GetStreamingChatMessageContentsAsync("Hello!", cancellationToken: cancelled.Token).ToListAsync(Token));
    }

    [Fact]
    public void Stream_NullHistory_ThrowsAtOnce()
    {
        using var client = new ScriptedChatClient();

        Assert.Throws<ArgumentNullException>(
            () => { Service(client).GetStreamingChatMessageContentsAsync((ChatHistory)null!, cancellationToken: Token); });
    }

    private static IChatCompletionService Service(ScriptedChatClient client, Kernel? kernel = null) =>
        (kernel ?? ScriptedKernel.Create(client)).GetRequiredService<IChatCompletionService>();

    private static Step35PromptExecutionSettings Settings(bool autoInvoke) =>
        new() { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(autoInvoke: autoInvoke) };

    private static async Task<ChatMessageContent> AskAsync(Kernel kernel, ChatHistory history, bool streaming, bool autoInvoke = true)
    {
        var service = kernel.GetRequiredService<IChatCompletionService>();
        if (!streaming)
            return await service.GetChatMessageContentAsync(history, Settings(autoInvoke), kernel, Token);
        var updates = await service.GetStreamingChatMessageContentsAsync(history, Settings(autoInvoke), kernel, Token).ToListAsync(Token);
        return new ChatMessageContent(updates[^1].Role!.Value, string.Concat(updates));
    }

    private static IEnumerable<string?> Describe(ChatMessage message) =>
        message.Contents.Where(content => content is not UsageContent).Select(Describe);

    private static string? Describe(AIContent content) => content switch
    {
        TextReasoningContent reasoning => reasoning.Text,
        Meai.FunctionCallContent call => $"{call.Name} {call.CallId}",
        _ => content.ToString(),
    };

    private static string Describe(KernelContent item) => item switch
    {
        Sk.FunctionCallContent call => $"FunctionCallContent {call.PluginName} {call.FunctionName} {call.Id}",
        Sk.FunctionResultContent result => $"FunctionResultContent {result.PluginName} {result.FunctionName} {result.CallId}",
        _ => $"{item.GetType().Name} {item}",
    };

    private sealed class TerminatingFilter : IAutoFunctionInvocationFilter
    {
        public async Task OnAutoFunctionInvocationAsync(
            AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            await next(context);
            context.Terminate = true;
        }
    }
}
