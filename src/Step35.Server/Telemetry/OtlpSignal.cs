using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace Step35.Server.Telemetry;

/// <summary>What OpenTelemetry's standard variables say of sending one signal by OTLP.</summary>
/// <param name="configuration">Holds the variables.</param>
/// <param name="name">The signal's name in them, such as <c>TRACES</c>.</param>
internal sealed class OtlpSignal(IConfiguration configuration, string name)
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";
    private const string Endpoint = "ENDPOINT";

    /// <summary>Gets a value indicating whether an endpoint is named, the signal's own or one for all signals.</summary>
    public bool IsSent => (Find(Endpoint) ?? EndpointOfAll) is not null;

    private Variable? EndpointOfAll => Read(Prefix + Endpoint);

    /// <summary>Has what is said of this signal win over what the exporter has read of all.</summary>
    /// <param name="options">How the signal is sent.</param>
    /// <exception cref="FormatException">A variable has a value that nothing can be sent with.</exception>
    public void Configure(OtlpExporterOptions options)
    {
        // Only an endpoint that was set keeps its path as it is.
        if (Find(Endpoint) is { } endpoint)
            options.Endpoint = ReadAddress(endpoint);
        else if (EndpointOfAll is { } endpointOfAll)
            _ = ReadAddress(endpointOfAll);
        if (Find("PROTOCOL") is { } protocol)
            options.Protocol = ReadProtocol(protocol);
        if (Find("HEADERS") is { } headers)
            options.Headers = ReadHeaders(headers);
        if (Find("TIMEOUT") is { } timeout)
            options.TimeoutMilliseconds = ReadMilliseconds(timeout);
        if (Find("COMPRESSION") is { } compression)
            options.Compression = ReadCompression(compression);
    }

    private static Uri ReadAddress(Variable variable) =>
        Uri.TryCreate(variable.Text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw variable.Refuse("an address such as http://localhost:4318");

    private static OtlpExportProtocol ReadProtocol(Variable variable) => variable.Text switch
    {
        "grpc" => OtlpExportProtocol.Grpc,
        "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
        _ => throw variable.Refuse("grpc or http/protobuf"),
    };

    private static string ReadHeaders(Variable variable) => variable.Text.Split(',').All(static header => header.Contains('=', StringComparison.Ordinal))
        ? variable.Text
        : throw variable.Refuse("a list such as name=value,other=value");

    private static int ReadMilliseconds(Variable variable) =>
        int.TryParse(variable.Text, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0
            ? milliseconds
            : throw variable.Refuse("a number of milliseconds, at least 1");

    private static OtlpExportCompression ReadCompression(Variable variable) => variable.Text switch
    {
        "gzip" => OtlpExportCompression.GZip,
        "none" => OtlpExportCompression.None,
        _ => throw variable.Refuse("gzip or none"),
    };

    private Variable? Find(string setting) => Read($"{Prefix}{name}_{setting}");

    private Variable? Read(string key) => configuration[key] is { } text && !string.IsNullOrWhiteSpace(text) ? new(key, text) : null;

    private sealed record Variable(string Name, string Text)
    {
        // Headers hold secrets, so none of the text is in the message.
        public FormatException Refuse(string kind) => new($"{Name} must be {kind}.");
    }
}
