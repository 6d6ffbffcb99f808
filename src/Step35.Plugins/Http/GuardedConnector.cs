using System.Net;

namespace Step35.Plugins.Http;

/// <summary>Connects to public addresses only.</summary>
/// <remarks>
/// A name is resolved once, and the connection goes to the addresses that were checked: a name that means something else a moment later
/// leads nowhere.
/// </remarks>
internal sealed class GuardedConnector(INetwork network, bool allowPrivate)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var address)
            ? [address]
            : await network.ResolveAsync(host, cancellationToken).ConfigureAwait(false);
        if (addresses.Length == 0)
            throw new ToolException($"the host '{host}' has no address.");
        if (!allowPrivate && !addresses.All(PublicAddress.Is))
            throw new ToolException($"the host '{host}' is this machine or in a private network, which is not allowed.");
        return await network.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
    }
}
