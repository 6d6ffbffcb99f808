using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Step35.Aspire.Hosting.Readiness;

/// <summary>Asks a model host how far it is, with its key.</summary>
/// <remarks>The app host's own check of an address cannot send a key.</remarks>
internal sealed class HostProbe(Step35FlashResource resource, IHttpClientFactory clients)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The host's status, or null while nothing answers.</summary>
    public async Task<HostStatus?> AskAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, await AddressAsync(limit.Token).ConfigureAwait(false));
            await AuthorizeAsync(request, resource, limit.Token).ConfigureAwait(false);
            using var client = clients.CreateClient();
            using var response = await client.SendAsync(request, limit.Token).ConfigureAwait(false);
            return await response.Content.ReadFromJsonAsync<HostStatus>(limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or NotSupportedException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Adds the resource's key to a request.</summary>
    public static async Task AuthorizeAsync(HttpRequestMessage request, Step35FlashResource resource, CancellationToken cancellationToken)
    {
        if (resource.ApiKey is { } key)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await key.GetValueAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task<Uri> AddressAsync(CancellationToken cancellationToken)
    {
        var address = await resource.PrimaryEndpoint.GetValueAsync(cancellationToken).ConfigureAwait(false);
        return new Uri(new Uri(address!), "/health/ready");
    }
}
