using Microsoft.Extensions.AI;

namespace Step35.AI.Remote;

/// <summary>A decorator that works on streams; a whole response is a stream that is joined.</summary>
internal abstract class StreamingChatClient(IChatClient innerClient) : DelegatingChatClient(innerClient)
{
    public sealed override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);
}
