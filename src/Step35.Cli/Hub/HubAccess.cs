using Step35.Engine.Hub;

namespace Step35.Cli.Hub;

/// <summary>Which hub to ask, and in whose name.</summary>
/// <param name="Endpoint">The hub's address.</param>
/// <param name="Token">The access token, or null to ask as anybody.</param>
internal sealed record HubAccess(Uri Endpoint, string? Token)
{
    private const string DefaultEndpoint = "https://huggingface.co";

    /// <summary>Reads the variables that all tools of the hub read, and the token file that they leave behind.</summary>
    /// <exception cref="HubException">HF_ENDPOINT is no address.</exception>
    public static HubAccess FromEnvironment(Func<string, string?> variable)
    {
        var endpoint = variable("HF_ENDPOINT") is { Length: > 0 } given ? given : DefaultEndpoint;
        if (!Uri.TryCreate(endpoint.TrimEnd('/') + "/", UriKind.Absolute, out var address) || !address.Scheme.StartsWith("http", StringComparison.Ordinal))
            throw new HubException($"HF_ENDPOINT is '{endpoint}'; set it to the address of a hub, for example {DefaultEndpoint}, or leave it out.");
        return new HubAccess(address, variable("HF_TOKEN") is { Length: > 0 } token ? token : ReadTokenFile(variable));
    }

    private static string? ReadTokenFile(Func<string, string?> variable)
    {
        var path = variable("HF_TOKEN_PATH") is { Length: > 0 } given ? given : Path.Combine(HubCache.HomeFolder(variable), "token");
        return File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } token ? token : null;
    }
}
