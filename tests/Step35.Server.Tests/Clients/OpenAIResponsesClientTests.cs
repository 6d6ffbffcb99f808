using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI.Responses;

namespace Step35.Server.Tests.Clients;

#pragma warning disable OPENAI001 // The client's responses are marked as new.
/// <summary>OpenAI's own client, over responses.</summary>
public sealed class OpenAIResponsesClientTests : ForeignClientTests
{
    private protected override IChatClient CreateClient(HttpClient http) => NewClient(http).AsIChatClient("script");

    private static ResponsesClient NewClient(HttpClient http) => new(
        new ApiKeyCredential("none"),
        new ResponsesClientOptions { Endpoint = new Uri("http://localhost/v1"), Transport = new HttpClientPipelineTransport(http), RetryPolicy = new ClientRetryPolicy(0) });
}
