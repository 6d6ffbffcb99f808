using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Step35.SK.Mcp;

/// <summary>The client of one server, made anew when the server has ended.</summary>
internal sealed class McpConnection(McpServerSettings settings, ILoggerFactory? loggers) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private McpClient? _client;

    public async Task<IReadOnlyList<Tool>> ListToolsAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.ConnectTimeLimit);
        try
        {
            var client = await GetAsync(limit.Token).ConfigureAwait(false);
            var tools = await client.ListToolsAsync(cancellationToken: limit.Token).ConfigureAwait(false);
            return [.. tools.Select(tool => tool.ProtocolTool)];
        }
        catch (Exception error) when (IsBroken(error) || (error is McpException or OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new McpServerException(settings.Name, $"could not be reached: {Cause(error)} Check its command or address.", error);
        }
    }

    public async Task<CallToolResult> CallAsync(string tool, IReadOnlyDictionary<string, object?> arguments, CancellationToken cancellationToken)
    {
        McpClient? client = null;
        try
        {
            client = await GetAsync(cancellationToken).ConfigureAwait(false);
            var call = client.CallToolAsync(tool, arguments, cancellationToken: cancellationToken).AsTask();
            // A question that is sent at the moment the server ends is never answered, and the client goes on waiting.
            await Task.WhenAny(call, client.Completion).ConfigureAwait(false);
            return call.IsCompleted ? await call.ConfigureAwait(false) : throw new IOException("The server ended.");
        }
        catch (Exception error) when (IsBroken(error))
        {
            if (client is not null)
                await client.DisposeAsync().ConfigureAwait(false);
            // Not called again: nobody knows what a call has done whose answer is missing.
            throw new McpServerException(settings.Name, "ended before it answered. The next call connects again.", error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is { } client)
            await client.DisposeAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    private async Task<McpClient> GetAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_client is { Completion.IsCompleted: false } living)
                return living;
            if (_client is not null)
                await _client.DisposeAsync().ConfigureAwait(false);
            return _client = await McpClient.CreateAsync(settings.Transport, null, loggers, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private string Cause(Exception error) => error is OperationCanceledException
        ? $"it did not answer within {settings.ConnectTimeLimit.TotalSeconds:0.#} seconds."
        : $"{error.GetBaseException().Message.TrimEnd('.')}.";

    private static bool IsBroken(Exception error) => error is IOException or HttpRequestException or TimeoutException;
}
