using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Step35.AI.Responses;

/// <summary>Leaves in a response as much of the reasoning as was asked for.</summary>
internal static class ReasoningView
{
    public static IAsyncEnumerable<ChatResponseUpdate> Show(this IAsyncEnumerable<ChatResponseUpdate> updates, ReasoningOutput? output) => output switch
    {
        ReasoningOutput.None => RewriteAsync(updates, summary: null),
        ReasoningOutput.Summary => RewriteAsync(updates, new ReasoningSummary()),
        _ => updates,
    };

    private static async IAsyncEnumerable<ChatResponseUpdate> RewriteAsync(
        IAsyncEnumerable<ChatResponseUpdate> updates, ReasoningSummary? summary, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in updates.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var hadContents = update.Contents.Count > 0;
            update.Contents = [.. update.Contents.SelectMany(content => Rewrite(content, summary))];
            // An answer may be cut off within a thought.
            if (update.FinishReason is not null && summary?.End() is { } rest)
                update.Contents.Add(rest);
            if (update.Contents.Count > 0 || !hadContents || update.FinishReason is not null)
                yield return update;
        }
    }

    private static IEnumerable<AIContent> Rewrite(AIContent content, ReasoningSummary? summary)
    {
        var shown = content switch
        {
            TextReasoningContent reasoning => summary?.Push(reasoning.Text),
            // Servers send these between the pieces of a thought.
            TextContent { Text.Length: 0 } or UsageContent => null,
            _ => summary?.End(),
        };
        if (shown is not null)
            yield return shown;
        if (content is not TextReasoningContent)
            yield return content;
    }
}
