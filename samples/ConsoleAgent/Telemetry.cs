using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Step35.Server.Telemetry;

namespace Step35.Samples.ConsoleAgent;

/// <summary>Sends traces where OpenTelemetry's environment variables say so, as they do in programs that an Aspire app host starts.</summary>
internal static class Telemetry
{
    private static readonly ActivitySource Source = new("ConsoleAgent");

    /// <summary>Begins to listen; what comes back sends the last traces when it is disposed.</summary>
    public static IDisposable Start() => OpenTelemetrySdk.Create(static telemetry =>
    {
        telemetry.AddOtlpExport(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        // Nobody listens to these where traces are sent nowhere.
        telemetry.Services.ConfigureOpenTelemetryTracerProvider(static traces =>
            traces.AddSource(Source.Name, "Microsoft.SemanticKernel*", "Step35.Engine", "System.Net.Http"));
    });

    /// <summary>Begins the trace of one question, with all requests and calls that its answer takes.</summary>
    public static Activity? StartAnswer() => Source.StartActivity("answer");
}
