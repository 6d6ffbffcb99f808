using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Step35.Aspire.Hosting.Hosts;

/// <summary>Talks to a model host with its keys, which the app host's own checks and commands cannot send.</summary>
internal sealed class HostClient(Step35FlashResource resource, IHttpClientFactory clients)
{
    /// <summary>The name of the HTTP client, which keeps its calls out of the log: there are several a second.</summary>
    public const string Name = "step35";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static HostClient Create(IServiceProvider services, Step35FlashResource resource) =>
        new(resource, services.GetRequiredService<IHttpClientFactory>());

    /// <summary>Asks how far the host is; null while nothing answers.</summary>
    public async Task<HostHealth?> AskAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var response = await SendAsync(HttpMethod.Get, "/health/ready", resource.ApiKey, limit.Token).ConfigureAwait(false);
            return await response.Content.ReadFromJsonAsync<HostHealth>(limit.Token).ConfigureAwait(false) is { Status: not null, Models: not null } health
                ? health
                : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or NotSupportedException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Has the host do something with each of its models.</summary>
    /// <returns>Null, or why it did not.</returns>
    public async Task<string?> AdministerAsync(string action, CancellationToken cancellationToken)
    {
        if (await AskAsync(cancellationToken).ConfigureAwait(false) is not { } health)
            return "The host does not answer.";
        foreach (var model in health.Models)
        {
            var path = $"/admin/models/{Uri.EscapeDataString(model.Name)}/{action}";
            using var response = await SendAsync(HttpMethod.Post, path, resource.AdminKey, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                return await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, ParameterResource? key, CancellationToken cancellationToken)
    {
        var address = await resource.PrimaryEndpoint.GetValueAsync(cancellationToken).ConfigureAwait(false);
        using var request = new HttpRequestMessage(method, new Uri(new Uri(address!), path));
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await key.GetValueAsync(cancellationToken).ConfigureAwait(false));
        using var client = clients.CreateClient(Name);
        client.Timeout = Timeout.InfiniteTimeSpan;
        return await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
