using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OllamaSharp.Models.Chat;
using ChatRole = Microsoft.Extensions.AI.ChatRole;

namespace Step35.AI.Remote.Ollama;

/// <summary>Sends what OllamaSharp writes otherwise, and gives its updates the shape that all other engines' have.</summary>
internal sealed class OllamaChatClient(IChatClient innerClient) : StreamingChatClient(innerClient)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = OllamaRequestWriter.Write(messages, options ?? new ChatOptions());
        var hasCalls = false;
        await foreach (var update in base.GetStreamingResponseAsync([], asked, cancellationToken).ConfigureAwait(false))
        {
            Settle(update);
            hasCalls |= update.Contents.Any(content => content is FunctionCallContent);
            if (update.FinishReason == ChatFinishReason.Stop && hasCalls)
                update.FinishReason = ChatFinishReason.ToolCalls;
            yield return update;
        }
    }

    private static void Settle(ChatResponseUpdate update)
    {
        update.MessageId = update.ResponseId;
        update.Role = ChatRole.Assistant;
        update.Contents =
        [
            .. update.Contents
                .Where(content => content is not TextContent { Text.Length: 0 })
                .OrderBy(content => content is not TextReasoningContent),
        ];
        if (update.RawRepresentation is ChatDoneResponseStream)
            update.FinishReason ??= ChatFinishReason.Stop;
    }
}
