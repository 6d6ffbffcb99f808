using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;
using Step35.SK.Functions;

namespace Step35.SK.Mcp;

/// <summary>A server of the Model Context Protocol as a plugin: its tools are the plugin's functions.</summary>
/// <remarks>
/// Safe for concurrent calls. The tools are those of the first connection; a server that ended is connected to again at the next
/// call, and cannot change them. Dispose it to end the server.
/// </remarks>
public sealed class McpServerPlugin : IAsyncDisposable
{
    private readonly McpConnection _connection;

    private McpServerPlugin(McpConnection connection, KernelPlugin plugin) => (_connection, Plugin) = (connection, plugin);

    /// <summary>Gets the plugin.</summary>
    public KernelPlugin Plugin { get; }

    /// <summary>Connects to a server and lists its tools.</summary>
    /// <remarks>Add the plugin only to kernels with a gate: see <c>AddStep35Plugins</c>.</remarks>
    /// <param name="settings">How the server is reached, and how far it is trusted.</param>
    /// <param name="loggers">Where the protocol's messages are logged; null logs nothing.</param>
    /// <param name="cancellationToken">Stops connecting.</param>
    /// <returns>The plugin.</returns>
    /// <exception cref="McpServerException">The server cannot be reached.</exception>
    public static async Task<McpServerPlugin> ConnectAsync(
        McpServerSettings settings, ILoggerFactory? loggers = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
#pragma warning disable CA2000 // The plugin owns the connection; a failed start disposes it below.
        var connection = new McpConnection(settings, loggers);
#pragma warning restore CA2000
        try
        {
            var tools = await connection.ListToolsAsync(cancellationToken).ConfigureAwait(false);
            var names = new McpToolNames();
            var functions = tools.Where(tool => McpToolNeeds.IsWithin(tool.Annotations, settings.Granted)).Select(tool => BridgedFunction.Of(
                new McpTool(connection, tool, names.Of(tool.Name)), McpToolNeeds.Of(tool.Annotations, settings.Granted)));
            return new(connection, KernelPluginFactory.CreateFromFunctions(settings.Name, functions));
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
