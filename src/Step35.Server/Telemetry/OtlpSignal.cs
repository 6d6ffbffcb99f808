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
    public bool IsSent => Find(Endpoint) is not null || EndpointOfAll is not null;

    private string? EndpointOfAll => FindValue(Prefix + Endpoint);

    /// <summary>Has what is said of this signal win over what the exporter has read of all.</summary>
    /// <param name="options">How the signal is sent.</param>
    /// <exception cref="FormatException">A variable has a value that nothing can be sent with.</exception>
    public void Configure(OtlpExporterOptions options)
    {
        // Only an endpoint that was set keeps its path as it is.
        if (Find(Endpoint) is { } endpoint)
            options.Endpoint = ReadAddress(Key(Endpoint), endpoint);
        else if (EndpointOfAll is { } endpointOfAll)
            _ = ReadAddress(Prefix + Endpoint, endpointOfAll);
        if (Find("PROTOCOL") is { } protocol)
            options.Protocol = ReadProtocol(protocol);
        if (Find("HEADERS") is { } headers)
            options.Headers = ReadHeaders(headers);
        if (Find("TIMEOUT") is { } timeout)
            options.TimeoutMilliseconds = ReadMilliseconds(timeout);
        if (Find("COMPRESSION") is { } compression)
            options.Compression = ReadCompression(compression);
    }

    private static Uri ReadAddress(string key, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw Refuse(key, "an address such as http://localhost:4318");

    private static FormatException Refuse(string key, string kind) => new($"{key} must be {kind}.");

    private OtlpExportProtocol ReadProtocol(string text) => text switch
    {
        "grpc" => OtlpExportProtocol.Grpc,
        "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
        _ => throw Refuse(Key("PROTOCOL"), "grpc or http/protobuf"),
    };

    // Headers hold secrets, so none of their text is in the message.
    private string ReadHeaders(string text) => text.Split(',').All(static header => header.Contains('=', StringComparison.Ordinal))
        ? text
        : throw Refuse(Key("HEADERS"), "a list such as name=value,other=value");

    private int ReadMilliseconds(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0
            ? milliseconds
            : throw Refuse(Key("TIMEOUT"), "a number of milliseconds, at least 1");

    private OtlpExportCompression ReadCompression(string text) => text switch
    {
        "gzip" => OtlpExportCompression.GZip,
        "none" => OtlpExportCompression.None,
        _ => throw Refuse(Key("COMPRESSION"), "gzip or none"),
    };

    private string? Find(string setting) => FindValue(Key(setting));

    private string? FindValue(string key) => configuration[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;

    private string Key(string setting) => $"{Prefix}{name}_{setting}";
}
