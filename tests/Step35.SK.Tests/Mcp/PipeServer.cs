using System.IO.Pipelines;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Step35.SK.Tests.Mcp;

/// <summary>A server in this process; each connection starts it anew.</summary>
internal sealed class PipeServer(params McpServerTool[] tools) : IClientTransport
{
    private Pipe? _answers;

    public string Name => "pipe";

    public int Starts { get; private set; }

    public static McpServerTool Tool(string name, Delegate method, bool? readOnly = null, bool? openWorld = null, bool? destructive = null) =>
        McpServerTool.Create(method, new() { Name = name, ReadOnly = readOnly, OpenWorld = openWorld, Destructive = destructive });

    public Task<ITransport> ConnectAsync(CancellationToken cancellationToken = default)
    {
        Starts++;
        var questions = new Pipe();
        _answers = new Pipe();
        var server = McpServer.Create(
            new StreamServerTransport(questions.Reader.AsStream(), _answers.Writer.AsStream()), new() { ToolCollection = [.. tools] });
        _ = server.RunAsync(CancellationToken.None);
        return new StreamClientTransport(questions.Writer.AsStream(), _answers.Reader.AsStream()).ConnectAsync(cancellationToken);
    }

    /// <summary>Ends the server as a crash would: its answers stop.</summary>
    public void Crash() => _answers!.Writer.Complete();
}
