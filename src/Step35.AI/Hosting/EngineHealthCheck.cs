using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Step35.AI.Remote;

namespace Step35.AI.Hosting;

/// <summary>Tells whether the model of a registration can answer: it is loaded, or its servers are ready.</summary>
internal sealed class EngineHealthCheck(IServiceProvider services, string registration) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (services.GetRequiredService<IOptionsMonitor<Step35Options>>().Get(registration).Kind != Step35EngineKind.Embedded)
            return await CheckServersAsync(context.Registration.FailureStatus, cancellationToken).ConfigureAwait(false);
        return services.GetRequiredKeyedService<LazyEngineSource>(registration).Loaded is null
            ? new HealthCheckResult(context.Registration.FailureStatus, "The model is not loaded.")
            : HealthCheckResult.Healthy("The model is loaded.");
    }

    private async Task<HealthCheckResult> CheckServersAsync(HealthStatus failure, CancellationToken cancellationToken)
    {
        var servers = await services.GetRequiredKeyedService<RemoteEngine>(registration).CheckAsync(cancellationToken).ConfigureAwait(false);
        var missing = servers.Where(server => !server.Value).Select(server => server.Key).ToList();
        if (missing.Count == 0)
            return HealthCheckResult.Healthy("All servers are ready.");
        return new HealthCheckResult(missing.Count < servers.Count ? HealthStatus.Degraded : failure, $"Not ready: {string.Join(", ", missing)}.");
    }
}
