using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Step35.AI.ModelTests.Constraints;

/// <summary>An answer keeps its form, whether its thinking is closed early or does not happen at all.</summary>
public sealed class BudgetedAnswerTests(NanoChat nano, RandomChat random) : IClassFixture<NanoChat>, IClassFixture<RandomChat>
{
    private static readonly JsonElement Boolean = JsonElement.Parse("""{"type":"boolean"}""");

    private static ChatMessage Question => new(ChatRole.User, "What is the weather in Oslo?");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task GetResponse_JsonWithinABudget_IsJsonAlone(int budget)
    {
        var options = Limit(NanoChat.Greedy, budget);
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(Boolean);
        AssertBoolean(await AskAsync(options, Question), budget);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task GetResponse_RequiredCallWithinABudget_IsACallAlone(int budget)
    {
        var options = Limit(NanoChat.Offering(ChatToolMode.RequireAny), budget);
        options.AllowMultipleToolCalls = false;

        var response = await AskAsync(options, Question);

        Assert.Equal("get_weather", Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>()).Name);
        Assert.Equal(string.Empty, response.Text.Trim());
        AssertThought(response, budget);
    }

    [Fact]
    public async Task GetResponse_BudgetSpentInAnEarlierRound_IsJsonAlone()
    {
        var options = Limit(NanoChat.Greedy, 3);
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(Boolean);
        ChatMessage call = new(ChatRole.Assistant, [new TextReasoningContent("I look it up first."), new FunctionCallContent("1", "get_weather")]);
        ChatMessage result = new(ChatRole.Tool, [new FunctionResultContent("1", "rainy")]);
        AssertBoolean(await AskAsync(options, Question, call, result), budget: 0);
    }

    [Fact]
    public async Task GetResponse_BudgetThatEndsInsideACharacter_IsJsonAlone()
    {
        // Bytes at random: many of these thoughts are used up in the middle of a character.
        for (var seed = 1; seed <= 40; seed++)
        {
            var options = Limit(new ChatOptions { Seed = seed, Temperature = 2, MaxOutputTokens = 60 }, seed);
            options.ResponseFormat = ChatResponseFormat.ForJsonSchema(Boolean);
            var response = await random.Client.GetResponseAsync([Question], options, Token);
            Assert.Contains(response.Text.Trim(), (string[])["true", "false"]);
        }
    }

    private static ChatOptions Limit(ChatOptions options, int budget)
    {
        options.AdditionalProperties = new() { ["reasoning_budget"] = budget };
        return options;
    }

    private static void AssertBoolean(ChatResponse response, int budget)
    {
        Assert.Contains(response.Text.Trim(), (string[])["true", "false"]);
        AssertThought(response, budget);
    }

    // The line break and the tag that close a thought count, too.
    private static void AssertThought(ChatResponse response, int budget) =>
        Assert.InRange(response.Usage!.ReasoningTokenCount!.Value, budget, budget == 0 ? 0 : budget + 2);

    private async Task<ChatResponse> AskAsync(ChatOptions options, params ChatMessage[] messages)
    {
        using var client = nano.CreateClient();
        return await client.GetResponseAsync(messages, options, Token);
    }
}
