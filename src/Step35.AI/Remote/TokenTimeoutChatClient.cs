using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Step35.AI.Remote;

/// <summary>Limits the time to the first update and from each to the next; the whole answer has no limit.</summary>
/// <remarks>Time that the reader takes for an update does not count.</remarks>
internal sealed class TokenTimeoutChatClient(IChatClient innerClient, RemoteOptions options, TimeProvider time) : StreamingChatClient(innerClient)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? chatOptions = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var timer = new CancellationTokenSource(options.FirstTokenTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var updates = base.GetStreamingResponseAsync(messages, chatOptions, either.Token).GetAsyncEnumerator(either.Token);
        await using var disposing = updates.ConfigureAwait(false);
        while (await MoveNextAsync(updates, timer.Token, cancellationToken).ConfigureAwait(false))
        {
            timer.CancelAfter(Timeout.InfiniteTimeSpan);
            yield return updates.Current;
            timer.CancelAfter(options.NextTokenTimeout);
        }
    }

    // A client may also take a cancelled token for the end of its answer.
    private static async ValueTask<bool> MoveNextAsync(
        IAsyncEnumerator<ChatResponseUpdate> updates, CancellationToken timer, CancellationToken caller)
    {
        try
        {
            return await updates.MoveNextAsync().ConfigureAwait(false) || ThrowIfStopped(timer, caller);
        }
#pragma warning disable CA1031 // Whatever a client throws when it is stopped, that it was stopped is what counts.
        catch (Exception) when (timer.IsCancellationRequested || caller.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return ThrowIfStopped(timer, caller);
        }
    }

    private static bool ThrowIfStopped(CancellationToken timer, CancellationToken caller)
    {
        caller.ThrowIfCancellationRequested();
        return timer.IsCancellationRequested ? throw new TimeoutException("No token came in time.") : false;
    }
}
