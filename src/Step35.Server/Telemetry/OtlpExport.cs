using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Step35.Server.Telemetry;

/// <summary>Sends by OTLP what OpenTelemetry's standard variables name an endpoint for.</summary>
/// <remarks>
/// The exporter for all signals at once sends those without an endpoint to a collector on this machine that need not be there, and the
/// exporters for single ones do not read the variables of their signal.
/// </remarks>
internal static class OtlpExport
{
    // It is no public type, but all that tells of the exporter, beside which those for single signals refuse to start.
    private const string ExporterOfAllSignals = "OpenTelemetry.Exporter.UseOtlpExporterRegistration";

    /// <summary>Sends each signal that has an endpoint, and no other; where the program has called <c>UseOtlpExporter()</c>, that sends instead.</summary>
    /// <param name="telemetry">The telemetry.</param>
    /// <param name="configuration">Holds the variables.</param>
    public static void AddOtlpExport(this IOpenTelemetryBuilder telemetry, IConfiguration configuration)
    {
        if (telemetry.Services.Any(static service => service.ServiceType.FullName == ExporterOfAllSignals))
            return;
        if (new OtlpSignal(configuration, "LOGS") is { IsSent: true } logs)
            telemetry.WithLogging(builder => builder.AddOtlpExporter(logs.Configure));
        if (new OtlpSignal(configuration, "METRICS") is { IsSent: true } metrics)
            telemetry.WithMetrics(builder => builder.AddOtlpExporter(metrics.Configure));
        if (new OtlpSignal(configuration, "TRACES") is { IsSent: true } traces)
            telemetry.WithTracing(builder => builder.AddOtlpExporter(traces.Configure));
    }
}
