using Step35.Plugins.Patterns;

namespace Step35.Plugins.Http;

/// <summary>Decides by its text whether an address may be fetched.</summary>
internal sealed class HostList(IList<string> allowedHosts)
{
    /// <exception cref="ToolException">The address may not be fetched.</exception>
    public void Check(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
            throw new ToolException("only addresses that begin with http:// or https:// can be fetched.");
        if (address.UserInfo.Length > 0)
            throw new ToolException("an address with a user name in it is not fetched.");
        if (!allowedHosts.Any(entry => Fits(entry, address)))
            throw new ToolException($"the host '{address.Authority}' is not allowed. Allowed are: {string.Join(", ", allowedHosts.DefaultIfEmpty("none"))}.");
    }

    private static bool Fits(string entry, Uri address)
    {
        var host = address.IdnHost.TrimEnd('.');
        return entry.LastIndexOf(':') is var at and > 0 && int.TryParse(entry.AsSpan(at + 1), out var port)
            ? address.Port == port && Wildcard.Fits(entry[..at].ToLowerInvariant(), host)
            : address.IsDefaultPort && Wildcard.Fits(entry.ToLowerInvariant(), host);
    }
}
