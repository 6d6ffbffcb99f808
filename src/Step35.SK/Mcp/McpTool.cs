using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Step35.SK.Mcp;

/// <summary>A tool of a server as a function that returns text.</summary>
internal sealed class McpTool(McpConnection connection, Tool tool, string name) : AIFunction
{
    public override string Name => name;

    public override string Description => tool.Description ?? "";

    public override JsonElement JsonSchema => tool.InputSchema;

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            return McpResultText.Of(await connection.CallAsync(tool.Name, arguments, cancellationToken).ConfigureAwait(false));
        }
        catch (McpException error)
        {
            // The server's answer to a wrong call: the model can do better next time.
            return $"Error: {error.Message}";
        }
    }
}
