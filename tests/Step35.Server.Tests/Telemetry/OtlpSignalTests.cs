using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;
using Step35.Server.Telemetry;

namespace Step35.Server.Tests.Telemetry;

public class OtlpSignalTests
{
    private const string Everybody = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Own = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(Everybody, "http://collector:4318", true)]
    [InlineData(Own, "http://collector:4318/v1/traces", true)]
    [InlineData(Own, " ", false)]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "http://collector:4318/v1/logs", false)]
    public void IsSent_Variable_NamesItsEndpoint(string? variable, string? value, bool isSent) =>
        Assert.Equal(isSent, NewTraces(variable is null ? [] : [(variable, value)]).IsSent);

    [Fact]
    public void Configure_OwnVariables_Win()
    {
        var options = new OtlpExporterOptions();
        NewTraces(
            (Own, "http://collector:4318/own"),
            ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf"),
            ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "key=value"),
            ("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "500"),
            ("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "gzip")).Configure(options);
        Assert.Equal(
            (new Uri("http://collector:4318/own"), OtlpExportProtocol.HttpProtobuf, "key=value", 500, OtlpExportCompression.GZip),
            (options.Endpoint, options.Protocol, options.Headers, options.TimeoutMilliseconds, options.Compression));
    }

    [Fact]
    public void Configure_NoOwnVariable_LeavesWhatHoldsForAll()
    {
        var options = new OtlpExporterOptions { Headers = "key=value", TimeoutMilliseconds = 500 };
        NewTraces((Everybody, "http://collector:4318")).Configure(options);
        Assert.Equal((new OtlpExporterOptions().Endpoint, "key=value", 500), (options.Endpoint, options.Headers, options.TimeoutMilliseconds));
    }

    [Theory]
    [InlineData(Everybody, "collector")]
    [InlineData(Own, "localhost:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "secret")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "0")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "zip")]
    public void Configure_WrongValue_NamesItsVariable(string variable, string value)
    {
        var refused = Assert.Throws<FormatException>(() => NewTraces((variable, value)).Configure(new OtlpExporterOptions()));
        Assert.StartsWith($"{variable} must be ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    private static OtlpSignal NewTraces(params (string Key, string? Value)[] variables) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(variables.ToDictionary(static pair => pair.Key, static pair => pair.Value)).Build(), "TRACES");
}
