using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Step35.AI.Remote.OpenAI;

/// <summary>OpenAI's chat completions, with what servers of open models add to them.</summary>
/// <param name="options">The key and the model's name.</param>
/// <param name="isHost">Whether the servers are our own, which know every option of the embedded engine.</param>
/// <param name="createHttpClient">Makes the client that carries the requests.</param>
internal sealed class OpenAIDialect(RemoteOptions options, bool isHost, Func<HttpClient> createHttpClient) : IRemoteDialect
{
    // The client insists on a key, and servers that ask for none ignore it.
    private const string NoKey = "none";

    private const string DefaultPath = "/v1";

    // Our host takes it for the first model that it serves.
    private const string AnyModel = "default";

    public IChatClient Connect(Uri endpoint)
    {
        var client = new global::OpenAI.Chat.ChatClient(options.Model ?? AnyModel, new ApiKeyCredential(options.ApiKey ?? NoKey), new OpenAIClientOptions
        {
            Endpoint = ApiOf(endpoint),
            Transport = new HttpClientPipelineTransport(createHttpClient()),
            // Retries and time-outs are ours: its own know nothing of token streams.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        });
        return new OpenAIChatClient(client.AsIChatClient(), isHost);
    }

    public Uri HealthOf(Uri endpoint) => isHost ? new Uri(endpoint, "/health/ready") : new Uri(ApiOf(endpoint), "models");

    private static Uri ApiOf(Uri endpoint) => endpoint.AbsolutePath == "/"
        ? new Uri(endpoint, DefaultPath + "/")
        : new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/");
}
