using Microsoft.Agents.AI;

namespace Step35.AI.ModelTests;

/// <summary>Agent Framework's chat client agent over the small trained model.</summary>
public sealed class AgentFrameworkTests(NanoChat nano) : IClassFixture<NanoChat>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_QuestionForTheWeather_AnswersWithTheResult(bool streaming)
    {
        const string Question = "What is the weather in Oslo?";
        using var client = nano.CreateClient();
        var agent = new ChatClientAgent(client, new ChatClientAgentOptions { ChatOptions = NanoChat.Offering() });

        var text = streaming
            ? string.Concat(await agent.RunStreamingAsync(Question, cancellationToken: Token).Select(update => update.Text).ToListAsync(Token))
            : (await agent.RunAsync(Question, cancellationToken: Token)).Text;

        Assert.Equal("It is rainy in Oslo with 7 degrees.", text);
    }
}
