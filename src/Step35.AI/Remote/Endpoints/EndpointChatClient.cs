using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Step35.AI.Remote.Endpoints;

/// <summary>Asks the server that knows the conversation, and the next one while no answer has begun.</summary>
/// <remarks>
/// Safe for concurrent calls. Once something of an answer came out, a failure is the caller's: another server's answer would not go on
/// where the first broke off. The clients belong to the set.
/// </remarks>
internal sealed partial class EndpointChatClient(EndpointSet endpoints, ChatClientMetadata metadata, ILogger logger) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var failures = new List<RemoteEngineException>();
        foreach (var endpoint in ConversationAffinity.Rank(await endpoints.FindAsync(cancellationToken).ConfigureAwait(false), messages))
        {
            var answer = endpoint.Client.GetStreamingResponseAsync(messages, options, cancellationToken);
            var stream = new EndpointStream(endpoint, answer, cancellationToken);
            await using var disposing = stream.ConfigureAwait(false);
            if (await TryBeginAsync(stream, failures).ConfigureAwait(false) is not { } begun)
                continue;
            foreach (var update in begun)
                yield return update;
            while (await stream.MoveNextAsync().ConfigureAwait(false))
                yield return stream.Current;
            yield break;
        }

        throw RemoteFailures.AllFailed(failures);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        if (serviceType == typeof(ChatClientMetadata))
            return metadata;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
    }

    private async ValueTask<IReadOnlyList<ChatResponseUpdate>?> TryBeginAsync(EndpointStream stream, List<RemoteEngineException> failures)
    {
        try
        {
            return await stream.BeginAsync().ConfigureAwait(false);
        }
        catch (RemoteEngineException failure) when (failure.IsServersFault)
        {
            LogFailed(logger, failure.Message);
            failures.Add(failure);
            return null;
        }
    }
}
