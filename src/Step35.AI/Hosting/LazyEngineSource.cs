using Step35.Engine;

namespace Step35.AI.Hosting;

/// <summary>Loads the engine once, at the first call, and disposes it with the container.</summary>
/// <remarks>
/// A caller that gives up does not stop the loading for the others. A failed loading is tried again at the next call.
/// Safe for concurrent calls.
/// </remarks>
/// <param name="load">Loads the engine; the token is cancelled when the source is disposed.</param>
internal sealed class LazyEngineSource(Func<CancellationToken, Task<Step35Engine>> load) : IEngineSource, IAsyncDisposable, IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _disposed = new();
    private Task<Step35Engine>? _loading;
    private bool _isDisposed;

    public Step35Engine? Loaded => Volatile.Read(ref _loading) is { IsCompletedSuccessfully: true } loaded ? loaded.Result : null;

    public async ValueTask<Step35Engine> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Start().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Only disposal stops a load; to a caller who cancelled nothing that is no cancellation.
            throw NewDisposedException();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!TryBeginDispose())
            return;
        await _disposed.CancelAsync().ConfigureAwait(false);
        if (_loading is { } loading)
        {
            await ((Task)loading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (loading.IsCompletedSuccessfully)
                await (await loading.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }

        _disposed.Dispose();
    }

    // Containers that are disposed synchronously refuse services that are only IAsyncDisposable.
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private Task<Step35Engine> Start()
    {
        lock (_gate)
        {
            if (_isDisposed)
                throw NewDisposedException();
            if (_loading is null or { IsFaulted: true } or { IsCanceled: true })
                _loading = load(_disposed.Token);
            return _loading;
        }
    }

    private static ObjectDisposedException NewDisposedException() => new(nameof(Step35ChatClient));

    private bool TryBeginDispose()
    {
        lock (_gate)
        {
            var isFirst = !_isDisposed;
            _isDisposed = true;
            return isFirst;
        }
    }
}
