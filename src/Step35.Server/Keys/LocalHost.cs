using System.Net;

namespace Step35.Server.Keys;

/// <summary>The names and addresses by which a machine reaches itself alone.</summary>
internal static class LocalHost
{
    private const string Name = "localhost";

    /// <summary>Says whether a host is this machine to everybody: what ends in <c>.localhost</c> can be nobody's domain.</summary>
    public static bool IsNamed(string host) =>
        host.Equals(Name, StringComparison.OrdinalIgnoreCase)
        || host.EndsWith($".{Name}", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
