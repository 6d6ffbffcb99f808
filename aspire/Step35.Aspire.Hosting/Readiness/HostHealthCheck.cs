using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Step35.Aspire.Hosting.Readiness;

/// <summary>Healthy once the model is loaded, so that <c>WaitFor</c> waits for it.</summary>
internal sealed class HostHealthCheck(HostProbe probe) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await probe.AskAsync(cancellationToken).ConfigureAwait(false) switch
        {
            null => HealthCheckResult.Unhealthy("The host does not answer yet."),
            { Status: "ready" } => HealthCheckResult.Healthy("The model is loaded."),
            { Error: { } error } => HealthCheckResult.Unhealthy(error),
            var status => HealthCheckResult.Unhealthy(LoadProgress.Describe(status)),
        };
}
