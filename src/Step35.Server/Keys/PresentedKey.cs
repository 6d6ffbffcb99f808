using System.Text;
using Microsoft.Extensions.Primitives;

namespace Step35.Server.Keys;

/// <summary>Finds the key in a request: as a bearer token, in <c>x-api-key</c>, or as the password that a browser asked for.</summary>
internal static class PresentedKey
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    public static string? Of(HttpRequest request)
    {
        var authorization = Single(request.Headers.Authorization);
        if (authorization is null)
            return Single(request.Headers["x-api-key"]);
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return authorization[Bearer.Length..].Trim();
        return authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) ? ReadPassword(authorization[Basic.Length..].Trim()) : null;
    }

    // A header that comes twice is no key: proxies and hosts would disagree about which one counts.
    private static string? Single(StringValues values) => values is [{ Length: > 0 } only] ? only : null;

    private static string? ReadPassword(string credentials)
    {
        Span<byte> bytes = stackalloc byte[512];
        if (!Convert.TryFromBase64String(credentials, bytes, out var count))
            return null;
        var text = Encoding.UTF8.GetString(bytes[..count]);
        return text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? text[(colon + 1)..] : null;
    }
}
