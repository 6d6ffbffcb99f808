using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.ServiceDiscovery;

namespace Step35.AI.Remote.Endpoints;

/// <summary>The servers behind the configured addresses, as service discovery knows them at the moment.</summary>
/// <remarks>Safe for concurrent calls. A server keeps its client and its record of failures for as long as the set lives.</remarks>
internal sealed class EndpointSet(RemoteOptions options, ServiceEndpointResolver resolver, Func<Uri, IChatClient> connect, TimeProvider time)
{
    private readonly ConcurrentDictionary<Uri, RemoteEndpoint> _known = new();

    public async ValueTask<IReadOnlyList<RemoteEndpoint>> FindAsync(CancellationToken cancellationToken)
    {
        var found = new List<Uri>();
        foreach (var address in options.Endpoints)
            found.AddRange(await ResolveAsync(address, cancellationToken).ConfigureAwait(false));
        return [.. found.Distinct().Select(address => _known.GetOrAdd(address, Open))];
    }

    private RemoteEndpoint Open(Uri address) => new(address, connect(address), options.CoolDown, time);

    private async ValueTask<IEnumerable<Uri>> ResolveAsync(Uri address, CancellationToken cancellationToken)
    {
        var source = await resolver.GetEndpointsAsync(address.GetLeftPart(UriPartial.Authority), cancellationToken).ConfigureAwait(false);
        return source.Endpoints.Select(endpoint => Combine(address, endpoint.EndPoint)).DefaultIfEmpty(address);
    }

    private static Uri Combine(Uri address, EndPoint found) => found switch
    {
        UriEndPoint { Uri: var service } => new Uri(service, service.AbsolutePath.TrimEnd('/') + address.PathAndQuery),
        DnsEndPoint dns => At(address, dns.Host, dns.Port),
        IPEndPoint ip => At(address, ip.Address.ToString(), ip.Port),
        _ => address,
    };

    // A scheme such as https+http leaves the choice to discovery, which made none.
    private static Uri At(Uri address, string host, int port) =>
        new UriBuilder(address) { Scheme = address.Scheme.Split('+')[0], Host = host, Port = port > 0 ? port : -1 }.Uri;
}
