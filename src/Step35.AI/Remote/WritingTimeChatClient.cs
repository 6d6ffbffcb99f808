using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Step35.AI.Remote;

/// <summary>Tells how long the model wrote, as the embedded engine does: the time from an answer's first piece to its last.</summary>
internal sealed class WritingTimeChatClient(IChatClient innerClient, TimeProvider time) : StreamingChatClient(innerClient)
{
    // No engine guesses more tokens ahead. Where pieces are larger, the server collects what it sends, and their times say nothing.
    private const int MaxTokensOfPiece = 8;

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (first, last, pieces) = (0L, 0L, 0L);
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            if (update.Contents.OfType<UsageContent>().LastOrDefault() is not { } usage)
            {
                last = time.GetTimestamp();
                first = pieces++ == 0 ? last : first;
            }
            else if (last > first && usage.Details.OutputTokenCount <= pieces * MaxTokensOfPiece)
            {
                (update.AdditionalProperties ??= [])[ResponseFacts.DecodeSeconds] = time.GetElapsedTime(first, last).TotalSeconds;
            }

            yield return update;
        }
    }
}
