using Microsoft.Extensions.AI;
using Step35.Engine;
using Step35.Server.Errors;

namespace Step35.Server.Models;

/// <summary>A model that the host loads when it is needed, and unloads when it is not.</summary>
/// <remarks>
/// A client that gives up does not stop the loading for the others; a failed loading is tried again by the next request. A model is
/// unloaded only while nobody uses it, and loaded again only when its memory is free.
/// </remarks>
/// <param name="name">The name that it is served under.</param>
/// <param name="load">Loads the engine; it is told whom to report the progress.</param>
/// <param name="wrap">Makes the client of a loaded engine.</param>
/// <param name="time">The clock.</param>
internal sealed class EngineModel(
    string name,
    Func<IProgress<float>, CancellationToken, Task<Step35Engine>> load,
    Func<Step35Engine, IChatClient> wrap,
    TimeProvider time) : IHostedModel, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _disposed = new();
    private Task<LoadedEngine>? _loading;
    private Task _unloading = Task.CompletedTask;
    private float _loadedShare;
    private long _usedAt = time.GetTimestamp();
    private int _users;
    private bool _wasUnloaded;

    public string Name => name;

    /// <summary>Gets a value indicating whether it is loaded with the host, not by the first request.</summary>
    public bool LoadsOnStart { get; init; } = true;

    public bool IsRequired => LoadsOnStart && !Volatile.Read(ref _wasUnloaded);

    public Step35Engine? Engine => Loaded?.Engine;

    /// <summary>Gets how long nobody has used it; zero while somebody does.</summary>
    public TimeSpan IdleTime
    {
        get
        {
            lock (_gate)
                return _users > 0 ? TimeSpan.Zero : time.GetElapsedTime(_usedAt);
        }
    }

    public ModelStatus Status => Volatile.Read(ref _loading) switch
    {
        null => new(ModelState.Unloaded),
        { IsCompletedSuccessfully: true } => new(ModelState.Ready, 1),
        { IsFaulted: true } failed => new(ModelState.Failed, Error: ErrorMap.Of(failed.Exception.InnerException!).Message),
        { IsCompleted: true } => new(ModelState.Unloaded),
        _ => new(ModelState.Loading, Volatile.Read(ref _loadedShare)),
    };

    private LoadedEngine? Loaded => Volatile.Read(ref _loading) is { IsCompletedSuccessfully: true } loaded ? loaded.Result : null;

    public async ValueTask<ModelLease> RentAsync(CancellationToken cancellationToken)
    {
        var loading = Enter();
        try
        {
            var loaded = await loading.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new ModelLease(loaded.Client, Leave);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    public async Task<bool> UnloadAsync()
    {
        lock (_gate)
        {
            if (_users > 0)
                return false;
            // A loading that nobody waits for goes on, or its engine would be lost; one that failed has nothing to free, and stays known.
            if (Loaded is { } loaded)
            {
                _unloading = loaded.Engine.DisposeAsync().AsTask();
                Volatile.Write(ref _wasUnloaded, true);
                Volatile.Write(ref _loading, null);
            }
        }

        await _unloading.ConfigureAwait(false);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed.IsCancellationRequested)
            return;
        await _disposed.CancelAsync().ConfigureAwait(false);
        if (_loading is { } loading)
        {
            await ((Task)loading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Loaded is { } loaded)
                await loaded.Engine.DisposeAsync().ConfigureAwait(false);
        }

        _disposed.Dispose();
    }

    private Task<LoadedEngine> Enter()
    {
        lock (_gate)
        {
            _users++;
            if (_loading is null or { IsFaulted: true } or { IsCanceled: true })
                _loading = LoadAsync(_unloading);
            return _loading;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _users--;
            _usedAt = time.GetTimestamp();
        }
    }

    private async Task<LoadedEngine> LoadAsync(Task unloading)
    {
        await unloading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Volatile.Write(ref _loadedShare, 0);
        var engine = await load(new ShareProgress(this), _disposed.Token).ConfigureAwait(false);
        return new LoadedEngine(engine, wrap(engine));
    }

    private sealed record LoadedEngine(Step35Engine Engine, IChatClient Client);

    private sealed class ShareProgress(EngineModel model) : IProgress<float>
    {
        public void Report(float value) => Volatile.Write(ref model._loadedShare, value);
    }
}
