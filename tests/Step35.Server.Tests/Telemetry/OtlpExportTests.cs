using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Step35.Server.Tests.Telemetry;

public class OtlpExportTests
{
    [Fact]
    public void AddStep35Server_ProgramExportsAllSignals_LeavesSendingToIt()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:4317";
        builder.Services.AddOpenTelemetry().UseOtlpExporter();
        builder.AddStep35Server();
        using var host = builder.Build();

        // They throw where two exporters are in each other's way.
        Assert.NotNull(host.Services.GetRequiredService<TracerProvider>());
        Assert.NotNull(host.Services.GetRequiredService<MeterProvider>());
    }
}
