using System.Net;
using Microsoft.Extensions.Configuration;

namespace Step35.Server.Keys;

/// <summary>The addresses of <c>--urls</c> to listen on.</summary>
internal static class ListenAddresses
{
    /// <summary>Gets them, none where none are named.</summary>
    public static IReadOnlyList<string> Of(IConfiguration configuration) =>
        (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Refuses those that the web server would refuse without naming them.</summary>
    /// <exception cref="FormatException">One of them is no address.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var address in Of(configuration).Where(static address => !IsAddress(address)))
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
