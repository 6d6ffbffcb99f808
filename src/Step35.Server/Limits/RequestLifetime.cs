using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Step35.Server.Errors;

namespace Step35.Server.Limits;

/// <summary>How long a request may go on: until the client leaves, its time is up, or the host has stopped.</summary>
/// <remarks>While it lasts, the request's own token says all three; only here they can be told apart.</remarks>
internal sealed class RequestLifetime : IDisposable
{
    private readonly HttpContext _http;
    private readonly CancellationToken _client;
    private readonly CancellationToken _drained;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _any;

    public RequestLifetime(HttpContext http)
    {
        var services = http.RequestServices;
        _http = http;
        _client = http.RequestAborted;
        _drained = services.GetRequiredService<Drain>().Over;
        _timeout = new CancellationTokenSource(
            services.GetRequiredService<IOptions<ServerOptions>>().Value.RequestTimeout, services.GetRequiredService<TimeProvider>());
        _any = CancellationTokenSource.CreateLinkedTokenSource(_client, _drained, _timeout.Token);
        http.RequestAborted = _any.Token;
        http.Features.Set(this);
    }

    /// <summary>Gets a value indicating whether nobody waits for the reply any more.</summary>
    public bool IsClientGone => _client.IsCancellationRequested;

    public static RequestLifetime Of(HttpContext http) => http.Features.GetRequiredFeature<RequestLifetime>();

    /// <summary>Says what a client hears of an exception.</summary>
    public ApiError Explain(Exception error)
    {
        if (error is not OperationCanceledException)
            return ErrorMap.Of(error);
        return _drained.IsCancellationRequested ? ErrorMap.Stopping : ErrorMap.TimeUp;
    }

    public void Dispose()
    {
        _http.RequestAborted = _client;
        _any.Dispose();
        _timeout.Dispose();
    }
}
