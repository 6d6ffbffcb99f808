using Microsoft.Extensions.AI;
using Step35.AI;
using Step35.Server.Anthropic.Wire;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.Framing;
using Step35.Server.Models;

namespace Step35.Server.Anthropic;

/// <summary>Counts the tokens that a message's prompt would have.</summary>
internal static class TokenCounter
{
    public static async Task RunAsync(HttpContext http)
    {
        var request = await RequestBody.ReadAsync(http, AnthropicJson.Default.MessagesRequest).ConfigureAwait(false);
        var call = MessagesRequestReader.ReadPrompt(request);
        using var lease = await http.RequestServices.GetRequiredService<IModelCatalog>().Find(call.Model).RentAsync(http.RequestAborted).ConfigureAwait(false);
        var client = lease.Client.GetService<Step35ChatClient>()
            ?? throw ApiException.Unsupported("model", "it runs elsewhere, where its tokens cannot be counted.");
        var tokens = await client.CountTokensAsync(call.Messages, call.Options, http.RequestAborted).ConfigureAwait(false);
        await http.WriteJsonAsync(new TokenCount(tokens), AnthropicJson.Default.TokenCount).ConfigureAwait(false);
    }
}
