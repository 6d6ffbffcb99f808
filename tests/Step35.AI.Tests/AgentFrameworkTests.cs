using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Step35.AI.Tests.Prompting;

namespace Step35.AI.Tests;

/// <summary>Conversations of Agent Framework's chat client agent.</summary>
public sealed class AgentFrameworkTests
{
    private const string Instructions = "You plan journeys.";
    private const string Question = "Shall I travel to Oslo?";

    private static readonly AIFunction[] Tools =
    [
        ScriptedChat.Weather,
        AIFunctionFactory.Create((string city) => $"noon in {city}", "get_time", "Gets the time in a city."),
        AIFunctionFactory.Create((string from, int travellers) => $"{travellers * 100} euros from {from}", "get_price", "Gets the price of a journey."),
    ];

    private static readonly string[] Answers =
    [
        "Weather first.\n</think>\nLet me look." + ScriptedChat.Call("Oslo"),
        "Then the time.\n</think>\n<tool_call>\n<function=get_time>\n<parameter=city>\nOslo\n</parameter>\n</function>\n</tool_call>",
        "Now the price.\n</think>\n<tool_call>\n<function=get_price>\n<parameter=from>\nRome\n</parameter>\n<parameter=travellers>\n2\n</parameter>\n</function>\n</tool_call>",
        "That is cheap.\n</think>\nYes, for 200 euros.",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_ThreeTools_KeepsTheReasoningBetweenRounds(bool streaming)
    {
        await using var chat = new ScriptedChat(Answers);
        var agent = new ChatClientAgent(chat.Client, Instructions, tools: [.. Tools]);

        var text = await RunAsync(agent, await agent.CreateSessionAsync(Token), Question, streaming);

        Assert.EndsWith("Yes, for 200 euros.", text, StringComparison.Ordinal);
        Assert.Equal(4, chat.Backend.Requests.Count);
        Assert.Equal(PromptOf(Turn), chat.PromptOf(chat.Backend.Requests.Last()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_NextQuestionOfTheSession_KeepsTheTurnAndDropsItsReasoning(bool streaming)
    {
        await using var chat = new ScriptedChat([.. Answers, "They thank me.\n</think>\nGladly."]);
        var agent = new ChatClientAgent(chat.Client, Instructions, tools: [.. Tools]);
        var session = await agent.CreateSessionAsync(Token);

        await RunAsync(agent, session, Question, streaming);
        Assert.Equal("Gladly.", await RunAsync(agent, session, "Thank you!", streaming));

        Assert.Equal(
            PromptOf([.. Turn, new(ChatRole.Assistant, "Yes, for 200 euros."), new(ChatRole.User, "Thank you!")]),
            chat.PromptOf(chat.Backend.Requests.Last()));
    }

    private static async Task<string> RunAsync(ChatClientAgent agent, AgentSession session, string question, bool streaming) => streaming
        ? string.Concat(await agent.RunStreamingAsync(question, session, cancellationToken: Token).Select(update => update.Text).ToListAsync(Token))
        : (await agent.RunAsync(question, session, cancellationToken: Token)).Text;

    /// <summary>Gets the user's turn as the template is to render it.</summary>
    private static ChatMessage[] Turn =>
    [
        new(ChatRole.System, Instructions),
        new(ChatRole.User, Question),
        Round("Weather first.", "Let me look.", "get_weather", new() { ["city"] = "Oslo" }),
        new(ChatRole.Tool, [new FunctionResultContent("1", "7 degrees in Oslo")]),
        Round("Then the time.", "", "get_time", new() { ["city"] = "Oslo" }),
        new(ChatRole.Tool, [new FunctionResultContent("1", "noon in Oslo")]),
        Round("Now the price.", "", "get_price", new() { ["from"] = "Rome", ["travellers"] = 2 }),
        new(ChatRole.Tool, [new FunctionResultContent("1", "200 euros from Rome")]),
    ];

    private static ChatMessage Round(string reasoning, string text, string function, Dictionary<string, object?> arguments) =>
        new(ChatRole.Assistant, [new TextReasoningContent(reasoning), new TextContent(text), new FunctionCallContent("1", function, arguments)]);

    private static string PromptOf(ChatMessage[] messages) => PromptText.Of(PromptText.Request(messages) with { Tools = Tools });
}
