using Microsoft.Extensions.AI;

namespace Step35.AI.ModelTests;

public sealed class WeatherTests(NanoChat nano) : IClassFixture<NanoChat>
{
    private const string Question = "What is the weather in Oslo?";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetResponse_QuestionForTheWeather_CallsWithTheCity()
    {
        using var client = nano.CreateClient();

        var response = await client.GetResponseAsync(Question, NanoChat.Offering(), Token);

        Assert.Equal(["get_weather(Oslo)"], Calls(response));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Equal(string.Empty, response.Text);
        Assert.NotEmpty(Reasoning(response));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UseFunctionInvocation_QuestionForTheWeather_AnswersWithTheResult(bool streaming)
    {
        using var client = nano.CreateClient().AsBuilder().UseFunctionInvocation().Build();

        var response = streaming
            ? await client.GetStreamingResponseAsync(Question, NanoChat.Offering(), Token).ToChatResponseAsync(Token)
            : await client.GetResponseAsync(Question, NanoChat.Offering(), Token);

        Assert.Equal(["get_weather(Oslo)"], Calls(response));
        Assert.Equal("It is rainy in Oslo with 7 degrees.", response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
    }

    [Fact]
    public async Task ToolMode_RequireAny_ThinksAndCallsEvenForAGreeting()
    {
        using var client = nano.CreateClient();

        var response = await client.GetResponseAsync("Hello!", NanoChat.Offering(ChatToolMode.RequireAny), Token);

        Assert.StartsWith("get_weather(", Assert.Single(Calls(response)), StringComparison.Ordinal);
        Assert.NotEmpty(Reasoning(response));
    }

    [Fact]
    public async Task ToolMode_RequireSpecific_CallsThatFunction()
    {
        using var client = nano.CreateClient();

        var response = await client.GetResponseAsync(Question, NanoChat.Offering(ChatToolMode.RequireSpecific("get_weather")), Token);

        Assert.Equal(["get_weather(Oslo)"], Calls(response));
    }

    [Fact]
    public async Task ToolMode_None_NeverCalls()
    {
        using var client = nano.CreateClient();

        var response = await client.GetResponseAsync(Question, NanoChat.Offering(ChatToolMode.None), Token);

        Assert.Empty(Calls(response));
        Assert.DoesNotContain("<", response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_CutOffInsideTheCall_ReportsNoCall()
    {
        using var client = nano.CreateClient();
        var whole = await client.GetResponseAsync(Question, NanoChat.Offering(), Token);
        for (var limit = (int)whole.Usage!.ReasoningTokenCount! + 1; limit <= whole.Usage.OutputTokenCount; limit++)
        {
            var options = NanoChat.Offering();
            options.MaxOutputTokens = limit;
            var response = await client.GetResponseAsync(Question, options, Token);
            Assert.All(Calls(response), call => Assert.Equal("get_weather(Oslo)", call));
            Assert.Equal(string.Empty, response.Text);
        }
    }

    private static IEnumerable<string> Calls(ChatResponse response) =>
        response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()
            .Select(call => $"{call.Name}({string.Join(',', call.Arguments!.Values)})");

    private static string Reasoning(ChatResponse response) =>
        string.Concat(response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>());
}
