using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Step35.Server.Telemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every program that an app host starts has in common.</summary>
public static class ServiceDefaultsExtensions
{
    private const string Ready = "/health";
    private const string Live = "/alive";

    /// <summary>Adds telemetry, health checks and service discovery.</summary>
    /// <typeparam name="TBuilder">The kind of host.</typeparam>
    /// <param name="builder">The program's builder.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>No retries or time limits are set for HTTP clients: the usual ones end a stream of tokens after half a minute.</remarks>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddTelemetry();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(client => client.AddServiceDiscovery());
        return builder;
    }

    /// <summary>Maps <c>/health</c> (all checks) and <c>/alive</c> (the process answers), in development only.</summary>
    /// <param name="app">The program.</param>
    /// <returns>The same program.</returns>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.Environment.IsDevelopment())
        {
            app.MapHealthChecks(Ready);
            app.MapHealthChecks(Live, new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") });
        }

        return app;
    }

    private static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("Step35.*", "Experimental.Microsoft.Extensions.AI", "Microsoft.SemanticKernel*"))
            .WithTracing(tracing => tracing
                .AddSource(builder.Environment.ApplicationName, "Experimental.Microsoft.Extensions.AI", "Microsoft.SemanticKernel*")
                .AddAspNetCoreInstrumentation(requests => requests.Filter = context =>
                    !context.Request.Path.StartsWithSegments(Ready, StringComparison.Ordinal)
                    && !context.Request.Path.StartsWithSegments(Live, StringComparison.Ordinal))
                .AddHttpClientInstrumentation())
            .AddOtlpExport(builder.Configuration);
    }
}
