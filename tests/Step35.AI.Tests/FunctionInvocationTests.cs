using Microsoft.Extensions.AI;
using Step35.AI.Tests.Prompting;

namespace Step35.AI.Tests;

/// <summary>Rounds of calls through Microsoft.Extensions.AI's own function invocation.</summary>
public sealed class FunctionInvocationTests
{
    private const string Question = "What is the weather in Oslo?";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UseFunctionInvocation_TwoRounds_SecondPromptIsTheTemplates(bool streaming)
    {
        await using var chat = new ScriptedChat(
            "I need the weather.\n</think>\nLet me look." + ScriptedChat.Call("Oslo"), "Seven.\n</think>\nIt is 7 degrees.");
        using var client = chat.Client.AsBuilder().UseFunctionInvocation().Build();

        var response = await AskAsync(client, ScriptedChat.Offering(ScriptedChat.Weather), streaming);

        Assert.EndsWith("It is 7 degrees.", response.Text, StringComparison.Ordinal);
        Assert.Equal(
            PromptOf(
                new ChatMessage(ChatRole.User, Question),
                new ChatMessage(ChatRole.Assistant,
                [
                    new TextReasoningContent("I need the weather."),
                    new TextContent("Let me look."),
                    new FunctionCallContent("1", "get_weather", new Dictionary<string, object?> { ["city"] = "Oslo" }),
                ]),
                new ChatMessage(ChatRole.Tool, [new FunctionResultContent("1", "7 degrees in Oslo")])),
            chat.PromptOf(chat.Backend.Requests.Last()));
    }

    [Fact]
    public async Task UseFunctionInvocation_TwoRounds_SecondPromptReadsAsWritten()
    {
        await using var chat = new ScriptedChat("Hm.\n</think>\n" + ScriptedChat.Call("Oslo"), "</think>Done.");
        using var client = chat.Client.AsBuilder().UseFunctionInvocation().Build();

        await AskAsync(client, ScriptedChat.Offering(ScriptedChat.Weather), streaming: true);

        var first = chat.PromptOf(chat.Backend.Requests.First());
        Assert.Equal(
            first + "Hm.\n</think>\n<tool_call>\n<function=get_weather>\n<parameter=city>\nOslo\n</parameter>\n</function>\n</tool_call><|im_end|>\n"
            + "<|im_start|>tool_response\n<tool_response>7 degrees in Oslo</tool_response><|im_end|>\n<|im_start|>assistant\n<think>\n",
            chat.PromptOf(chat.Backend.Requests.Last()));
    }

    [Fact]
    public async Task UseFunctionInvocation_RequiredCall_ForcesOneRoundAndThenAnswers()
    {
        await using var chat = new ScriptedChat(
            "I must call.</think>" + ScriptedChat.Call("Oslo"), "Fine.</think>It is 7 degrees.");
        using var client = chat.Client.AsBuilder().UseFunctionInvocation().Build();
        var options = ScriptedChat.Offering(ScriptedChat.Weather);
        options.ToolMode = ChatToolMode.RequireAny;

        var response = await AskAsync(client, options, streaming: false);

        Assert.EndsWith("It is 7 degrees.", response.Text, StringComparison.Ordinal);
        Assert.Equal(2, chat.Backend.Requests.Count);
        Assert.StartsWith(
            chat.PromptOf(chat.Backend.Requests.First()), chat.PromptOf(chat.Backend.Requests.Last()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UseFunctionInvocation_UnknownFunction_TellsTheModelAndGoesOn()
    {
        await using var chat = new ScriptedChat(
            "</think>" + ScriptedChat.Call("Oslo").Replace("get_weather", "get_time", StringComparison.Ordinal), "</think>I cannot tell.");
        using var client = chat.Client.AsBuilder().UseFunctionInvocation().Build();

        var response = await AskAsync(client, ScriptedChat.Offering(ScriptedChat.Weather), streaming: false);

        Assert.Equal("I cannot tell.", response.Text);
        Assert.Contains("<tool_response>Error:", chat.PromptOf(chat.Backend.Requests.Last()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UseFunctionInvocation_TypedArguments_ReachTheFunctionAsTypes()
    {
        (int Count, bool Loud, string[] Tags, string Note)? seen = null;
        var function = AIFunctionFactory.Create(
            (int count, bool loud, string[] tags, string note) => { seen = (count, loud, tags, note); }, "record");
        await using var chat = new ScriptedChat(
            "</think><tool_call>\n<function=record>\n<parameter=count>\n3\n</parameter>\n<parameter=loud>\nTrue\n</parameter>\n"
            + "<parameter=tags>\n[\"a\", \"b\"]\n</parameter>\n<parameter=note>\n12\n</parameter>\n</function>\n</tool_call>",
            "</think>Done.");
        using var client = chat.Client.AsBuilder().UseFunctionInvocation().Build();

        await AskAsync(client, ScriptedChat.Offering(function), streaming: false);

        var (count, loud, tags, note) = Assert.NotNull(seen);
        Assert.Equal((3, true, "12"), (count, loud, note));
        Assert.Equal(["a", "b"], tags);
    }

    private static async Task<ChatResponse> AskAsync(IChatClient client, ChatOptions options, bool streaming) => streaming
        ? await client.GetStreamingResponseAsync(Question, options, Token).ToChatResponseAsync(Token)
        : await client.GetResponseAsync(Question, options, Token);

    private static string PromptOf(params ChatMessage[] messages) =>
        PromptText.Of(PromptText.Request(messages) with { Tools = [ScriptedChat.Weather] });
}
