using Microsoft.Extensions.AI;

namespace Step35.AI.Remote.Ollama;

/// <summary>Ollama's own dialect.</summary>
internal sealed class OllamaDialect(string model, Func<HttpClient> createHttpClient) : IRemoteDialect
{
    public IChatClient Connect(Uri endpoint)
    {
        var http = createHttpClient();
        http.BaseAddress = RootOf(endpoint);
#pragma warning disable CA2000 // The chat client disposes what it wraps.
        return new OllamaChatClient(new OllamaConnection(http, model));
#pragma warning restore CA2000
    }

    public Uri HealthOf(Uri endpoint) => new(RootOf(endpoint), "api/version");

    private static Uri RootOf(Uri endpoint) => new(endpoint.AbsoluteUri.TrimEnd('/') + "/");
}
