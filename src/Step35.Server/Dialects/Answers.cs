using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.AI;

namespace Step35.Server.Dialects;

/// <summary>Has a model write the answers that a call asks for.</summary>
internal static class Answers
{
    /// <summary>Waits for all answers to end.</summary>
    public static async Task<IReadOnlyList<ChatResponse>> CollectAsync(
        IAsyncEnumerable<(int Choice, ChatResponseUpdate Update)> updates, int choices, CancellationToken cancellationToken)
    {
        var answers = Enumerable.Range(0, choices).Select(_ => new List<ChatResponseUpdate>()).ToList();
        await foreach (var (choice, update) in updates.WithCancellation(cancellationToken).ConfigureAwait(false))
            answers[choice].Add(update);
        return [.. answers.Select(answer => answer.ToChatResponse())];
    }

    /// <summary>Writes all answers side by side, and tells whose each update is.</summary>
    public static IAsyncEnumerable<(int Choice, ChatResponseUpdate Update)> Merge(IChatClient client, ChatCall call) =>
        call.Choices == 1 ? MarkAsync(client, call, 0) : MergeAsync(client, call);

    private static async IAsyncEnumerable<(int Choice, ChatResponseUpdate Update)> MarkAsync(
        IChatClient client, ChatCall call, int choice, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var updates = client.GetStreamingResponseAsync(call.Messages, OptionsOf(call, choice), cancellationToken);
        await foreach (var update in updates.ConfigureAwait(false))
            yield return (choice, update);
    }

    private static async IAsyncEnumerable<(int Choice, ChatResponseUpdate Update)> MergeAsync(
        IChatClient client, ChatCall call, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var merged = Channel.CreateBounded<(int Choice, ChatResponseUpdate Update)>(call.Choices);
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pumps = Task.WhenAll(Enumerable.Range(0, call.Choices).Select(PumpAsync));
        _ = pumps.ContinueWith(done => merged.Writer.TryComplete(done.Exception?.InnerException), TaskScheduler.Default);
        try
        {
            await foreach (var item in merged.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return item;
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await pumps.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // The others wait for the first one's first word: by then the prompt is read, and the engine reads it once for all.
        async Task PumpAsync(int choice)
        {
            if (choice > 0)
                await first.Task.WaitAsync(ending.Token).ConfigureAwait(false);
            try
            {
                await foreach (var item in MarkAsync(client, call, choice, ending.Token).ConfigureAwait(false))
                {
                    first.TrySetResult();
                    await merged.Writer.WriteAsync(item, ending.Token).ConfigureAwait(false);
                }

                first.TrySetResult();
            }
            catch
            {
                await ending.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private static ChatOptions OptionsOf(ChatCall call, int choice)
    {
        var options = call.Options.Clone();
        // With one seed for all, all would be the same.
        options.Seed += choice;
        return options;
    }
}
