using System.Net;
using System.Net.Http.Headers;

namespace Step35.Plugins.Http;

/// <summary>Fetches addresses, with every redirect checked like the address itself.</summary>
internal sealed class PageFetcher : IDisposable
{
    private readonly HttpOptions _options;
    private readonly HostList _hosts;
    private readonly HttpClient _client;

    public PageFetcher(HttpOptions options, INetwork network)
    {
        _options = options;
        _hosts = new(options.AllowedHosts);
#pragma warning disable CA2000 // The client owns its handler.
        _client = new(CreateHandler(new(network, options.AllowPrivateAddresses))) { Timeout = Timeout.InfiniteTimeSpan };
#pragma warning restore CA2000
    }

    public async Task<FetchedPage> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            _hosts.Check(address);
            using var response = await SendAsync(address, cancellationToken).ConfigureAwait(false);
            if (RedirectOf(response) is not { } location)
                return await ReadAsync(address, response, cancellationToken).ConfigureAwait(false);
            if (redirects == _options.MaxRedirects)
                throw new ToolException($"the address leads on more than {_options.MaxRedirects} times.");
            address = new Uri(address, location);
        }
    }

    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler CreateHandler(GuardedConnector connector) => new()
    {
        ConnectCallback = connector.ConnectAsync,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        // A proxy would connect in our place, past the check of the address.
        UseProxy = false,
        UseCookies = false,
    };

    private async Task<HttpResponseMessage> SendAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue(_options.UserAgent, null));
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }

    private static Uri? RedirectOf(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
            ? response.Headers.Location
            : null;

    private async Task<FetchedPage> ReadAsync(Uri address, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
            throw new ToolException($"the server answered {(int)response.StatusCode}.");
        var type = response.Content.Headers.ContentType;
        if (!FetchedPage.IsText(type?.MediaType))
            throw new ToolException($"the address holds {type?.MediaType}, which is not text.");
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var content = new byte[_options.MaxBytes];
            var length = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return new(address, type?.MediaType, type?.CharSet, content.AsMemory(0, length));
        }
    }
}
