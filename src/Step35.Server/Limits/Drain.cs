using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Step35.Server.Errors;

namespace Step35.Server.Limits;

/// <summary>Lets running answers end when the host stops, for a while, and takes no further ones.</summary>
internal sealed class Drain : IDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly IHostApplicationLifetime _lifetime;
    private readonly CancellationTokenRegistration _stopping;
    private readonly ITimer _timer;

    public Drain(IHostApplicationLifetime lifetime, IOptions<ServerOptions> options, TimeProvider time)
    {
        _lifetime = lifetime;
        _timer = time.CreateTimer(_ => _over.Cancel(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _stopping = lifetime.ApplicationStopping.Register(() => _timer.Change(options.Value.DrainTimeout, Timeout.InfiniteTimeSpan));
    }

    /// <summary>Is cancelled when answers may not go on any longer.</summary>
    public CancellationToken Over => _over.Token;

    public bool IsStopping => _lifetime.ApplicationStopping.IsCancellationRequested;

    /// <exception cref="ApiException">The host is stopping.</exception>
    public void ThrowIfStopping()
    {
        if (IsStopping)
            throw new ApiException(ErrorMap.Stopping);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _timer.Dispose();
        _over.Dispose();
    }
}
