using Microsoft.Extensions.AI;
using Step35.AI.Requests;
using Step35.AI.Responses;

namespace Step35.AI.Remote;

/// <summary>Chats with a Step-3.5 model that runs elsewhere.</summary>
/// <remarks>Safe for concurrent calls. Nothing is sent before the stream is read; what can never be sent is refused at the call.</remarks>
internal sealed class RemoteChatClient(IChatClient innerClient, Step35Options defaults) : StreamingChatClient(innerClient)
{
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        IReadOnlyList<ChatMessage> conversation = [.. messages];
        if (conversation.Count == 0)
            throw new ArgumentException("A conversation needs at least one message.", nameof(messages));
        var asked = WithDefaults(options);
        ChatRequestReader.RefuseUnsupported(asked);
        ChatRequestReader.ReadToolChoice(asked, ToolReader.Read(asked.Tools));
        var written = RemoteHistory.Write(conversation, asked.Instructions);
        asked.Instructions = null;
        return base.GetStreamingResponseAsync(written, asked, cancellationToken).Show(asked.Reasoning?.Output);
    }

    // Servers' own defaults differ, so what the model is meant to be run with is always said.
    private ChatOptions WithDefaults(ChatOptions? options)
    {
        var asked = options?.Clone() ?? new ChatOptions();
        asked.Temperature ??= defaults.Sampling.Temperature;
        asked.TopP ??= defaults.Sampling.TopP;
        asked.MaxOutputTokens ??= defaults.MaxOutputTokens;
        return asked;
    }
}
