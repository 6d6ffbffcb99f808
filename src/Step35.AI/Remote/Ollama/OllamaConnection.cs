using OllamaSharp;
using OllamaSharp.Models;

namespace Step35.AI.Remote.Ollama;

/// <summary>A connection whose answers end when the request is cancelled; the client would wait for the next line for ever.</summary>
internal sealed class OllamaConnection(HttpClient http, string model) : OllamaApiClient(http, model)
{
    protected override async Task<HttpResponseMessage> SendToOllamaAsync(
        HttpRequestMessage requestMessage, OllamaRequest? ollamaRequest, HttpCompletionOption completionOption, CancellationToken cancellationToken)
    {
        var response = await base.SendToOllamaAsync(requestMessage, ollamaRequest, completionOption, cancellationToken).ConfigureAwait(false);
        // The token is one request's, so what is registered goes with it.
        cancellationToken.Register(static state => ((HttpResponseMessage)state!).Dispose(), response);
        return response;
    }
}
