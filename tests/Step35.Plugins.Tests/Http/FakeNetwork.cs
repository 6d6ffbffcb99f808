using System.Net;
using System.Text;
using Step35.Plugins.Http;

namespace Step35.Plugins.Tests.Http;

/// <summary>A network of scripted hosts: names, and what they answer to the first line of a request.</summary>
internal sealed class FakeNetwork : INetwork
{
    private readonly Dictionary<string, Queue<IPAddress[]>> _names = [];
    private readonly Dictionary<string, Func<Stream>> _answers = [];

    /// <summary>Where connections went.</summary>
    public List<string> Connections { get; } = [];

    /// <summary>Gives a name its addresses, one for each time that it is asked for; the last one stays.</summary>
    public FakeNetwork Name(string host, params string[] addresses)
    {
        _names[host] = new(addresses.Select(list => list.Split(' ').Select(IPAddress.Parse).ToArray()));
        return this;
    }

    public FakeNetwork Answer(string path, string headers, string body = "", string status = "200 OK") =>
        Answer(path, headers, () => new MemoryStream(Encoding.UTF8.GetBytes(body)), status);

    public FakeNetwork Answer(string path, string headers, Func<Stream> body, string status = "200 OK")
    {
        var head = Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n{headers}\r\n\r\n");
        _answers[path] = () => new Conversation(head, body());
        return this;
    }

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = _names.GetValueOrDefault(host) ?? new([[]]);
        return Task.FromResult(addresses.Count > 1 ? addresses.Dequeue() : addresses.Peek());
    }

    public ValueTask<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        Connections.Add($"{addresses[0]}:{port}");
        return new(new RequestReader(path => _answers.GetValueOrDefault(path)?.Invoke() ?? throw new IOException(path)));
    }
}
