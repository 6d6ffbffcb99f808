using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using Step35.Engine.Telemetry;

namespace Step35.Server.Telemetry;

/// <summary>What the host reports: for Prometheus always, by OTLP where the standard environment variables say so.</summary>
internal static class ServerTelemetry
{
    /// <summary>The source of the spans and metrics of chat requests, by the conventions for generative AI.</summary>
    public const string SourceName = "Step35.Server";

    private const string WebServer = "Microsoft.AspNetCore";

    public static void AddStep35Telemetry(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOpenTelemetry()
            .WithMetrics(static metrics => metrics
                .AddMeter(Step35Telemetry.MeterName, SourceName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddPrometheusExporter())
            .WithTracing(static traces => traces.AddSource(Step35Telemetry.ActivitySourceName, SourceName, WebServer))
            .AddOtlpExport(builder.Configuration);
    }

    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<MeterProvider>() is not null)
            routes.MapPrometheusScrapingEndpoint("/metrics");
    }
}
