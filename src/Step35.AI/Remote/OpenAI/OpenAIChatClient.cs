using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

#pragma warning disable SCME0001 // The raw JSON of updates is the only way to the fields that the client has no members for.

namespace Step35.AI.Remote.OpenAI;

/// <summary>Sends and reads what the client of OpenAI's API drops: reasoning, the likelihood of tokens, and options beyond OpenAI's own.</summary>
internal sealed class OpenAIChatClient(IChatClient innerClient, bool isHost) : StreamingChatClient(innerClient)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var written = messages.Select(OpenAIMessage.WithReasoning);
        var asked = OpenAIRequest.WithExtensions(options ?? new ChatOptions(), isHost);
        await foreach (var update in base.GetStreamingResponseAsync(written, asked, cancellationToken).ConfigureAwait(false))
        {
            AddReasoning(update);
            if (update.RawRepresentation is StreamingChatCompletionUpdate raw && OpenAILikelihood.Read(raw) is { } likelihood)
                update.Contents.Add(likelihood);
            yield return update;
        }
    }

    // A piece that holds the end of a thought and the start of the answer holds them in this order.
    private static void AddReasoning(ChatResponseUpdate update)
    {
        if (update.Contents.OfType<TextReasoningContent>().FirstOrDefault() is { } known)
            update.Contents = [known, .. update.Contents.Where(content => content != known)];
        else if (update.RawRepresentation is StreamingChatCompletionUpdate raw
            && raw.Patch.TryGetValue("$.choices[0].delta.reasoning"u8, out string? reasoning) && !string.IsNullOrEmpty(reasoning))
            update.Contents.Insert(0, new TextReasoningContent(reasoning));
    }
}
