using System.Text.Json.Nodes;

namespace ConsoleAgent.ModelTests.Aspire;

/// <summary>Host and agent in the environment that an Aspire app host gives them, without an app host.</summary>
public sealed class AspireContractTests(AspireDashboard dashboard) : IClassFixture<AspireDashboard>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ConnectionStrings__step35", "Kind=Host;Endpoint={0}")]
    [InlineData("services__step35__http__0", "{0}")]
    public async Task Question_HostAndAgentOfAnAppHost_FindEachOtherAndTellTheDashboard(string variable, string format)
    {
        Assert.SkipUnless(dashboard.Absence is null, dashboard.Absence ?? string.Empty);
        using var host = await ModelHostProcess.StartAsync(TelemetryOf("step35"), Token);
        var agent = new ProgramProcess("ConsoleAgent.dll")
        {
            Environment = new Dictionary<string, string?>(TelemetryOf("console-agent"))
            {
                // Of a resource that is referenced by its services alone, the connection string names the service.
                ["ConnectionStrings__step35"] = "Kind=Host;Endpoint=http://step35",
                [variable] = string.Format(null, format, host.Address),
            },
        };

        var (exitCode, output, error) = await agent.RunAsync(string.Empty, "--temperature", "0", "What is the weather in Oslo?");

        Assert.Equal((0, string.Empty), (exitCode, error));
        Assert.Contains("with 17 degrees.", output, StringComparison.Ordinal);
        await dashboard.ReadSpansAsync(spans => spans.Count(IsEngine) >= 2 && spans.Where(IsEngine).All(span => IsUnder(span, "answer", spans)));
    }

    private static bool IsEngine(JsonNode span) => NameOf(span).StartsWith("text_completion ", StringComparison.Ordinal);

    // From the engine's work in the host's process up to the question in the agent's.
    private static bool IsUnder(JsonNode span, string root, IReadOnlyList<JsonNode> spans)
    {
        var parent = spans.FirstOrDefault(other => (string?)other["spanId"] == (string?)span["parentSpanId"]);
        return parent is not null && (NameOf(parent) == root || IsUnder(parent, root, spans));
    }

    private static string NameOf(JsonNode span) => (string)span["name"]!;

    private Dictionary<string, string?> TelemetryOf(string service) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = dashboard.OtlpAddress,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
        ["OTEL_SERVICE_NAME"] = service,
        ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={service}-1",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
        ["OTEL_TRACES_SAMPLER"] = "always_on",
        ["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based",
        ["LOGGING__CONSOLE__FORMATTERNAME"] = "simple",
    };
}
