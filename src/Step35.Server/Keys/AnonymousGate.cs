using System.Net;
using Microsoft.Extensions.Options;
using Step35.Server.Errors;

namespace Step35.Server.Keys;

/// <summary>Guards a host without keys: it is for programs on this machine, and not for web pages that a browser on it has open.</summary>
internal sealed class AnonymousGate(IOptions<ServerOptions> options)
{
    public void Check(HttpContext http)
    {
        if (options.Value.AllowAnonymous)
            return;
        if (http.Connection.LocalIpAddress is { } address && !IPAddress.IsLoopback(address))
            throw Refuse("The host has no keys, so it answers this machine alone. Set Step35:ApiKeys, or Step35:AllowAnonymous.");
        // A name that a stranger's domain resolves to this machine would let the stranger's page read the answers.
        if (!LocalHost.IsNamed(http.Request.Host.Host))
            throw Refuse("The host has no keys, so it answers to 'localhost' alone. Set Step35:ApiKeys, or Step35:AllowAnonymous.");
        if (!http.Request.Headers.Origin.All(IsAllowed))
            throw Refuse("Web pages of other origins may not ask. Add theirs to Step35:CorsOrigins.");
    }

    private bool IsAllowed(string? origin) =>
        options.Value.CorsOrigins.Contains(origin ?? "", StringComparer.OrdinalIgnoreCase)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && LocalHost.IsNamed(uri.Host));

    private static ApiException Refuse(string message) => new(new ApiError(StatusCodes.Status403Forbidden, "forbidden", message));
}
