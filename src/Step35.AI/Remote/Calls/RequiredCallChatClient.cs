using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Step35.AI.Remote.Calls;

/// <summary>Sees to it that a required call comes, where the server does not.</summary>
/// <remarks>
/// An answer without the call is asked for once more, with a plain instruction. Until the call is there nothing is handed out, so an
/// answer that was not wanted is never seen.
/// </remarks>
internal sealed class RequiredCallChatClient(IChatClient innerClient) : StreamingChatClient(innerClient)
{
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        options?.ToolMode is RequiredChatToolMode required
            ? AskAsync(messages, options, required.RequiredFunctionName, cancellationToken)
            : base.GetStreamingResponseAsync(messages, options, cancellationToken);

    private async IAsyncEnumerable<ChatResponseUpdate> AskAsync(
        IEnumerable<ChatMessage> messages, ChatOptions options, string? function, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answer = await ReadAsync(messages, options, cancellationToken).ConfigureAwait(false);
        if (!HasCall(answer, function))
        {
            var spent = answer.SelectMany(update => update.Contents).OfType<UsageContent>().ToList();
            answer = await ReadAsync(messages.Append(Insist(function)), options, cancellationToken).ConfigureAwait(false);
            if (!HasCall(answer, function))
                throw new RequiredCallMissingException(function);
            answer[^1].Contents = [.. answer[^1].Contents, .. spent];
        }

        foreach (var update in answer)
            yield return update;
    }

    private ValueTask<List<ChatResponseUpdate>> ReadAsync(IEnumerable<ChatMessage> messages, ChatOptions options, CancellationToken cancellationToken) =>
        base.GetStreamingResponseAsync(messages, options, cancellationToken).ToListAsync(cancellationToken);

    private static ChatMessage Insist(string? function) => new(
        ChatRole.User,
        $"Call {(function is null ? "one of the functions" : $"the function {function}")} now. Answer with the call and with nothing else.");

    private static bool HasCall(List<ChatResponseUpdate> answer, string? function) =>
        answer.SelectMany(update => update.Contents).OfType<FunctionCallContent>().Any(call => function is null || call.Name == function);
}
