using Polly;
using Polly.Retry;

namespace Step35.Cli.Hub;

/// <summary>What all downloads of a pull share.</summary>
/// <param name="Client">The hub.</param>
/// <param name="Disk">Where the files go.</param>
/// <param name="Progress">What is told how far they are.</param>
internal sealed record DownloadParts(HubClient Client, IDisk Disk, DownloadProgress Progress)
{
    private const int MostRetries = 6;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>Gets what tries again, a little later each time, what may pass.</summary>
    public ResiliencePipeline Retries { get; } = new ResiliencePipelineBuilder { TimeProvider = Client.Time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<HubException>(error => error.IsPassing && !(error.RetryAfter > LongestWait)),
            MaxRetryAttempts = MostRetries,
            Delay = TimeSpan.FromSeconds(1),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            DelayGenerator = static attempt => ValueTask.FromResult((attempt.Outcome.Exception as HubException)?.RetryAfter),
        })
        .Build();
}
