using Microsoft.Extensions.AI;
using Step35.Conformance;

namespace Step35.AI.ModelTests.Remote;

public sealed class LlamaServerTests(NanoLlamaServer server, NanoChat nano) : ChatClientConformance, IClassFixture<NanoLlamaServer>, IClassFixture<NanoChat>
{
    protected override IChatClient CreateChatClient() => server.CreateClient();

    [Theory]
    [InlineData("What is the weather in Oslo?")]
    [InlineData("Hello!")]
    public async Task GetResponse_QuestionWithFunctions_IsAnsweredAsByTheEmbeddedEngine(string question)
    {
        using var remote = CreateChatClient().AsBuilder().UseFunctionInvocation().Build();
        using var embedded = nano.CreateClient().AsBuilder().UseFunctionInvocation().Build();

        var expected = await embedded.GetResponseAsync(question, NanoChat.Offering(), TestContext.Current.CancellationToken);
        var response = await remote.GetResponseAsync(question, NanoChat.Offering(), TestContext.Current.CancellationToken);

        Assert.Equal((expected.Text, expected.Messages.Count, expected.FinishReason), (response.Text, response.Messages.Count, response.FinishReason));
    }
}
