using System.Text.Json.Nodes;

namespace Step35.AI.Tests.Remote;

/// <summary>Servers of a test, by host name and port, in the place of the network; and what they were asked.</summary>
internal sealed class ScriptedServers : HttpMessageHandler
{
    private readonly Dictionary<string, Func<ServerRequest, HttpResponseMessage>> _servers = [];
    private readonly List<ServerRequest> _requests = [];
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets a task that ends when the first request is here.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Gets the requests in their order.</summary>
    public IReadOnlyList<ServerRequest> Requests => _requests;

    /// <summary>Gets the only request.</summary>
    public ServerRequest Request => Assert.Single(_requests);

    public IEnumerable<string> AskedHosts => _requests.Select(request => request.Address.Authority);

    /// <summary>Lets a server answer each request; one after another, the last answer for all that follow.</summary>
    public ScriptedServers Serve(string host, params Func<HttpResponseMessage>[] answers)
    {
        var asked = 0;
        _servers[host] = _ => answers[Math.Min(asked++, answers.Length - 1)]();
        return this;
    }

    /// <summary>Takes a server off the network.</summary>
    public void Kill(string host) => _servers.Remove(host);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? null : JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
        var asked = new ServerRequest(request.RequestUri!, body, request.Headers.Authorization?.ToString());
        _requests.Add(asked);
        _asked.TrySetResult();
        var answer = _servers.TryGetValue(asked.Address.Authority, out var serve)
            ? serve(asked)
            : throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
        answer.RequestMessage = request;
        return answer;
    }
}
