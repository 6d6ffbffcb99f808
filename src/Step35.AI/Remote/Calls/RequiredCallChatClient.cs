using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Step35.AI.Remote.Calls;

/// <summary>Sees to it that a required call comes, where the server does not.</summary>
/// <remarks>
/// An answer without the call is asked for once more, with a plain instruction and in the call's form as JSON, which many servers hold
/// answers to that know no required calls. Until the call is there nothing is handed out, so an answer that was not wanted is never seen.
/// </remarks>
internal sealed class RequiredCallChatClient(IChatClient innerClient) : StreamingChatClient(innerClient)
{
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        options?.ToolMode is RequiredChatToolMode required
            ? AskAsync(messages, options, new RequiredCall(options.Tools, required.RequiredFunctionName), cancellationToken)
            : base.GetStreamingResponseAsync(messages, options, cancellationToken);

    private async IAsyncEnumerable<ChatResponseUpdate> AskAsync(
        IEnumerable<ChatMessage> messages, ChatOptions options, RequiredCall required, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answer = await ReadAsync(messages, options, cancellationToken).ConfigureAwait(false);
        if (!required.IsIn(answer))
        {
            var spent = answer.SelectMany(update => update.Contents).OfType<UsageContent>().ToList();
            answer = await ReadAsync(messages.Append(required.Instruction), required.Insist(options), cancellationToken).ConfigureAwait(false);
            if (!required.IsIn(answer) && !required.TryReadForm(answer))
                throw new RequiredCallMissingException(required.FunctionName);
            answer[^1].Contents = [.. answer[^1].Contents, .. spent];
        }

        foreach (var update in answer)
            yield return update;
    }

    private ValueTask<List<ChatResponseUpdate>> ReadAsync(IEnumerable<ChatMessage> messages, ChatOptions options, CancellationToken cancellationToken) =>
        base.GetStreamingResponseAsync(messages, options, cancellationToken).ToListAsync(cancellationToken);
}
