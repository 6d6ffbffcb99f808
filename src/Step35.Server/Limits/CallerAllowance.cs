using Step35.Server.Errors;

namespace Step35.Server.Limits;

/// <summary>What one caller may use: a number of requests at once, and tokens that come back with time.</summary>
/// <remarks>
/// What an answer costs is known at its end, so the tokens may go below zero; the caller then waits until they are back. Safe for
/// concurrent calls.
/// </remarks>
internal sealed class CallerAllowance(ServerOptions options, TimeProvider time)
{
    private static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly double _tokensPerSecond = (options.TokensPerMinute ?? 0) / 60.0;
    private double _tokens = options.TokensPerMinute ?? 0;
    private long _countedAt = time.GetTimestamp();
    private int _requests;

    /// <summary>Lets a request in.</summary>
    /// <exception cref="ApiException">The caller has had its share.</exception>
    public void Enter()
    {
        lock (_gate)
        {
            if (_requests >= options.MaxConcurrentRequests)
                throw Refuse("concurrency_limit", $"{_requests} requests of this key are being answered already; wait for one of them.", SoonEnough);
            if (options.TokensPerMinute is { } tokens && Refill(tokens) < 0)
                throw Refuse("token_limit", $"This key may use {tokens:N0} tokens a minute, and has used more.", MeasureDebt());
            _requests++;
        }
    }

    /// <summary>Takes note that a request has ended, and what it used.</summary>
    public void Leave(long tokens)
    {
        lock (_gate)
        {
            _requests--;
            _tokens -= tokens;
        }
    }

    private TimeSpan MeasureDebt() => TimeSpan.FromSeconds(-_tokens / _tokensPerSecond);

    private double Refill(int most)
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(most, _tokens + (time.GetElapsedTime(_countedAt, now).TotalSeconds * _tokensPerSecond));
        _countedAt = now;
        return _tokens;
    }

    private static ApiException Refuse(string code, string message, TimeSpan retryAfter) =>
        new(new ApiError(StatusCodes.Status429TooManyRequests, code, message) { RetryAfter = retryAfter });
}
