using System.Net;
using System.Net.Sockets;

namespace Step35.Plugins.Http;

/// <summary>Tells addresses of the public internet from all others.</summary>
/// <remarks>The ranges are those that the IANA registries of special-purpose addresses do not call globally reachable.</remarks>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool Is(IPAddress address)
    {
        if (address.AddressFamily is AddressFamily.InterNetwork)
            return !IsSpecial(address);
        return Inner(address) is { } inner ? !IsSpecial(inner) : GlobalUnicast.Contains(address) && !IsSpecial(address);
    }

    private static bool IsSpecial(IPAddress address) => Special.Any(network => network.Contains(address));

    // Some addresses of version 6 stand for one of version 4 that the packets go to.
    private static IPAddress? Inner(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (Translated.Contains(address))
            return new(bytes.AsSpan(12, 4));
        return SixToFour.Contains(address) ? new(bytes.AsSpan(2, 4)) : null;
    }
}
