using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI.Responses;
using Step35.AI;

namespace Step35.Server.Tests.Clients;

#pragma warning disable OPENAI001 // The client's responses are marked as new.
/// <summary>OpenAI's own client, over responses.</summary>
public sealed class OpenAIResponsesClientTests : ForeignClientTests
{
    private static readonly ScriptedClient Likely = new(
        ScriptedClient.Reasoning("Hm."),
        ScriptedClient.Text("Hi", new TextToken("H"u8.ToArray(), -1) { Likeliest = [new("H"u8.ToArray(), -1), new("O"u8.ToArray(), -2)] }, new TextToken("i"u8.ToArray(), -3)),
        ScriptedClient.End(ChatFinishReason.Stop));

    [Fact]
    public async Task Response_LogProbabilities_AreThoseOfTheText()
    {
        await using var host = await HostUnderTest.StartAsync(Likely);
        ResponseResult response = await NewClient(host.Client).CreateResponseAsync(NewOptions(), TestContext.Current.CancellationToken);
        var message = response.OutputItems.OfType<MessageResponseItem>().Single();
        AssertLikely(message.Content[0].OutputTextTokenLogProbabilities);
        Assert.Equal(2, response.TopLogProbabilityCount);
    }

    [Fact]
    public async Task Stream_LogProbabilities_ComeWithTheText()
    {
        await using var host = await HostUnderTest.StartAsync(Likely);
        var options = NewOptions();
        options.StreamingEnabled = true;
        var updates = await NewClient(host.Client).CreateResponseStreamingAsync(options, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        AssertLikely(updates.OfType<StreamingResponseOutputTextDeltaUpdate>().Single().TokenLogProbabilities);
        AssertLikely(updates.OfType<StreamingResponseOutputTextDoneUpdate>().Single().TokenLogProbabilities);
    }

    private static CreateResponseOptions NewOptions() => new("script", [ResponseItem.CreateUserMessageItem("Hello!")])
    {
        IncludedProperties = { IncludedResponseProperty.MessageOutputTextLogProbabilities },
        TopLogProbabilityCount = 2,
    };

    private static void AssertLikely(IEnumerable<ResponseTokenLogProbabilityDetails> tokens) => Assert.Equal(
        [("H", -1f, "H-1 O-2"), ("i", -3f, "")],
        tokens.Select(token => (
            token.Token, token.LogProbability, string.Join(' ', token.TopLogProbabilities.Select(likely => $"{likely.Token}{likely.LogProbability}")))));

    private protected override IChatClient CreateClient(HttpClient http) => NewClient(http).AsIChatClient("script");

    private static ResponsesClient NewClient(HttpClient http) => new(
        new ApiKeyCredential("none"),
        new ResponsesClientOptions { Endpoint = new Uri("http://localhost/v1"), Transport = new HttpClientPipelineTransport(http), RetryPolicy = new ClientRetryPolicy(0) });
}
