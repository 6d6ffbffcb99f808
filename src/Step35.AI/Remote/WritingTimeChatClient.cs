using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Step35.AI.Remote.Endpoints;

namespace Step35.AI.Remote;

/// <summary>Tells how long the model wrote, as the embedded engine does: the time from an answer's first piece to its last.</summary>
/// <remarks>
/// Time that the reader takes for an update does not count. Where it takes longer than the server, the pieces wait for it, and nothing is told.
/// </remarks>
internal sealed class WritingTimeChatClient(IChatClient innerClient, TimeProvider time) : StreamingChatClient(innerClient)
{
    // More than servers are set up to guess ahead. Where pieces are larger, the server collects what it sends, and their times say nothing.
    private const int MaxTokensOfPiece = 8;

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (first, last, pieces, reading) = (TimeSpan.Zero, TimeSpan.Zero, 0L, TimeSpan.Zero);
        var start = time.GetTimestamp();
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            var came = time.GetElapsedTime(start);
            if (EndpointStream.IsAnswer(update))
            {
                last = came - reading;
                first = pieces++ == 0 ? last : first;
            }

            if (update.Contents.OfType<UsageContent>().LastOrDefault()?.Details.OutputTokenCount <= pieces * MaxTokensOfPiece
                && last > first
                && last - first >= reading)
            {
                (update.AdditionalProperties ??= [])[ResponseFacts.DecodeSeconds] = (last - first).TotalSeconds;
            }

            yield return update;
            reading += time.GetElapsedTime(start) - came;
        }
    }
}
