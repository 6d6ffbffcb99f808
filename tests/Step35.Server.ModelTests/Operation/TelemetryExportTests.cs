using System.Net;

namespace Step35.Server.ModelTests.Operation;

[Collection(nameof(HostFixture))]
public class TelemetryExportTests
{
    private const string Question = "What is the weather in Reykjavik?";

    [Fact]
    public async Task Otlp_Endpoint_GetsTracesMetricsAndLogsWithoutPrompts()
    {
        await using var collector = await TelemetryCollector.StartAsync();
        var settings = new (string, string)[]
        {
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("Logging:LogLevel:Default", "Information"),
        };
        await using (var host = await StartedHost.StartAsync(settings))
        {
            using var response = await host.AskAsync(Question);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Contains("gen_ai", collector.Received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("POST", collector.Received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("step35.tokens.output", collector.Received["/v1/metrics"], StringComparison.Ordinal);
        Assert.NotEmpty(collector.Received["/v1/logs"]);
        Assert.All(collector.Received.Values, text => Assert.DoesNotContain("Reykjavik", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("TRACES", "gen_ai")]
    [InlineData("METRICS", "step35.tokens.output")]
    [InlineData("LOGS", "Memory plan")]
    public async Task Otlp_EndpointOfOneSignal_GetsThatSignalAsAddressed(string signal, string content)
    {
        await using var collector = await TelemetryCollector.StartAsync();
        var settings = new (string, string)[]
        {
            ($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT", $"{collector.Address}/own"), ($"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL", "http/protobuf"),
            ("Logging:LogLevel:Default", "Information"),
        };
        await using (var host = await StartedHost.StartAsync(settings))
        {
            using var response = await host.AskAsync(Question);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        var (path, text) = Assert.Single(collector.Received);
        Assert.Equal("/own", path);
        Assert.Contains(content, text, StringComparison.Ordinal);
    }
}
