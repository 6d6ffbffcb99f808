using Microsoft.Extensions.AI;

namespace Step35.Conformance;

/// <summary>Tells of each request that passes.</summary>
internal sealed class CountingChatClient(IChatClient inner, Action onRequest) : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        onRequest();
        return base.GetResponseAsync(messages, options, cancellationToken);
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        onRequest();
        return base.GetStreamingResponseAsync(messages, options, cancellationToken);
    }
}
