using Microsoft.Extensions.AI;

namespace Step35.AI.Tools;

/// <summary>Guards the functions of every request, and offers <c>read_more</c> beside them.</summary>
internal sealed class ToolGateChatClient(IChatClient innerClient, ToolGate gate) : DelegatingChatClient(innerClient)
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetResponseAsync(messages, Guard(options), cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(messages, Guard(options), cancellationToken);

    private ChatOptions? Guard(ChatOptions? options)
    {
        if (options?.Tools is not { Count: > 0 } tools)
            return options;
        var guarded = options.Clone();
        guarded.Tools = [.. tools.Select(tool => tool is AIFunction function and not GuardedFunction ? gate.Guard(function) : tool), gate.ReadMore];
        return guarded;
    }
}
