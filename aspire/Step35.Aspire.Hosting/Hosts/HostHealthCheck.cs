using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Step35.Aspire.Hosting.Hosts;

/// <summary>Healthy once the model is loaded, so that <c>WaitFor</c> waits for it.</summary>
internal sealed class HostHealthCheck(HostClient host) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await host.AskAsync(cancellationToken).ConfigureAwait(false) switch
        {
            null => HealthCheckResult.Unhealthy("The host does not answer yet."),
            { IsReady: true } => HealthCheckResult.Healthy("The model is loaded."),
            var health => HealthCheckResult.Unhealthy(health.Error ?? health.ToString()),
        };
}
