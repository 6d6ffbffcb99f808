using System.Net;

namespace Step35.Server.Keys;

/// <summary>Refuses addresses to listen on that the web server would refuse without naming them.</summary>
internal static class ListenAddresses
{
    /// <summary>Checks the addresses of <c>--urls</c>.</summary>
    /// <param name="addresses">The addresses with semicolons between them; null where none are named.</param>
    /// <exception cref="FormatException">One of them is no address.</exception>
    public static void Check(string? addresses)
    {
        foreach (var address in (addresses ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Where(static address => !IsAddress(address)))
            throw new FormatException($"urls: '{address}' is no address to listen on; write such as http://127.0.0.1:5035, several with ; between them.");
    }

    private static bool IsAddress(string text)
    {
        try
        {
            return BindingAddress.Parse(text) is { PathBase: "", Port: <= IPEndPoint.MaxPort } or { IsUnixPipe: true } or { IsNamedPipe: true };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
