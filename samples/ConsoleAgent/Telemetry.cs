using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Step35.Samples.ConsoleAgent;

/// <summary>Sends traces where OpenTelemetry's environment variables say so, as they do in programs that an Aspire app host starts.</summary>
internal static class Telemetry
{
    private static readonly ActivitySource Source = new("ConsoleAgent");

    /// <summary>Begins to listen; what comes back sends the last traces when it is disposed.</summary>
    public static IDisposable? Start() => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"))
        ? null
        : Sdk.CreateTracerProviderBuilder()
            .AddSource(Source.Name, "Microsoft.SemanticKernel*", "Step35.Engine", "System.Net.Http")
            .AddOtlpExporter()
            .Build();

    /// <summary>Begins the trace of one question, with all requests and calls that its answer takes.</summary>
    public static Activity? StartAnswer() => Source.StartActivity("answer");
}
