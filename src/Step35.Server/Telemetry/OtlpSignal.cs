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
    public bool IsSent => Find(Endpoint) is not null || !string.IsNullOrWhiteSpace(configuration[Prefix + Endpoint]);

    /// <summary>Has what is said of this signal win over what the exporter has read of all.</summary>
    /// <param name="options">How the signal is sent.</param>
    /// <exception cref="InvalidOperationException">A variable says what cannot be.</exception>
    public void Configure(OtlpExporterOptions options)
    {
        // Only an endpoint that was set keeps its path as it is.
        if (Find(Endpoint) is { } endpoint)
            options.Endpoint = ReadAddress(endpoint);
        if (Find("PROTOCOL") is { } protocol)
            options.Protocol = protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        options.Headers = Find("HEADERS") ?? options.Headers;
        options.TimeoutMilliseconds = configuration.GetValue(Key("TIMEOUT"), options.TimeoutMilliseconds);
        options.Compression = configuration.GetValue(Key("COMPRESSION"), options.Compression);
    }

    // Without its scheme, the host of an address passes for one.
    private Uri ReadAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
        ? address
        : throw new InvalidOperationException($"{Key(Endpoint)} is '{text}'; write a whole address, such as http://localhost:4318.");

    private string? Find(string setting) => configuration[Key(setting)] is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;

    private string Key(string setting) => $"{Prefix}{name}_{setting}";
}
