using Microsoft.Extensions.AI;

namespace Step35.AI.Remote.Endpoints;

/// <summary>One server's answer to one request, with its failures in our own words.</summary>
internal sealed class EndpointStream(RemoteEndpoint endpoint, IAsyncEnumerable<ChatResponseUpdate> updates, CancellationToken cancellationToken)
    : IAsyncDisposable
{
    private readonly IAsyncEnumerator<ChatResponseUpdate> _updates = updates.GetAsyncEnumerator(cancellationToken);
    private bool _isFinished;

    public ChatResponseUpdate Current => _updates.Current;

    /// <summary>Tells whether an update holds a piece of the answer, and not only what frames it.</summary>
    public static bool IsAnswer(ChatResponseUpdate update) => update.Contents.Any(IsAnswer);

    /// <summary>Reads up to the first content: until then another server could answer as well.</summary>
    /// <exception cref="RemoteEngineException">The server has failed.</exception>
    public async ValueTask<IReadOnlyList<ChatResponseUpdate>> BeginAsync()
    {
        var begun = new List<ChatResponseUpdate>();
        while (await MoveNextAsync().ConfigureAwait(false))
        {
            begun.Add(Current);
            if (IsAnswer(Current))
                break;
        }

        endpoint.ReportSuccess();
        return begun;
    }

    /// <exception cref="RemoteEngineException">The server has failed.</exception>
    public async ValueTask<bool> MoveNextAsync()
    {
        var isMore = await GuardAsync().ConfigureAwait(false);
        if (isMore)
            _isFinished |= Current.FinishReason is not null;
        else if (!_isFinished)
            throw Fail(RemoteFailures.EndedEarly(endpoint.Address));
        return isMore;
    }

    public ValueTask DisposeAsync() => _updates.DisposeAsync();

    private async ValueTask<bool> GuardAsync()
    {
        try
        {
            return await _updates.MoveNextAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // What a client throws is not said anywhere; whatever it is, the server's answer has failed.
        catch (Exception error) when (error is not Step35Exception && !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            throw Fail(RemoteFailures.Read(error, endpoint.Address));
        }
    }

    private RemoteEngineException Fail(RemoteEngineException failure)
    {
        if (failure.IsServersFault)
            endpoint.ReportFailure();
        return failure;
    }

    private static bool IsAnswer(AIContent content) => content switch
    {
        TextContent text => text.Text.Length > 0,
        TextReasoningContent reasoning => reasoning.Text.Length > 0,
        UsageContent => false,
        _ => true,
    };
}
