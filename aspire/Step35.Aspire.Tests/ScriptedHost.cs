using System.Net;
using System.Text;

namespace Step35.Aspire.Tests;

/// <summary>A model host that says something else each time that it is asked; the last answer stays. A load that it is told to do never ends.</summary>
/// <param name="answers">A status and a body each.</param>
internal sealed class ScriptedHost(params (HttpStatusCode Status, string Body)[] answers) : HttpMessageHandler, IHttpClientFactory
{
    private readonly TaskCompletionSource _allSaid = new();
    private int _asked;

    /// <summary>Gets a task that ends with the first time that the last answer is given.</summary>
    public Task AllSaid => _allSaid.Task;

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.EndsWith("/load", StringComparison.Ordinal))
            await Task.Delay(Timeout.Infinite, cancellationToken);
        var (status, body) = answers[Math.Min(_asked++, answers.Length - 1)];
        if (_asked == answers.Length)
            _allSaid.TrySetResult();
        return new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }
}
