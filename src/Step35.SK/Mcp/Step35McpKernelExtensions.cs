using Step35.SK.Mcp;
using Step35.SK.Plugins;

namespace Microsoft.SemanticKernel;

/// <summary>Makes servers of the Model Context Protocol plugins of a kernel.</summary>
public static class Step35McpKernelExtensions
{
    /// <summary>Connects to a server and adds its tools to the kernel as a plugin, behind the kernel's gate.</summary>
    /// <param name="kernel">A kernel with a gate: <c>AddStep35Plugins</c> was called on its builder.</param>
    /// <param name="settings">How the server is reached, and how far it is trusted.</param>
    /// <param name="cancellationToken">Stops connecting.</param>
    /// <returns>The server; dispose it to end it.</returns>
    /// <exception cref="KernelException">The kernel has no gate.</exception>
    /// <exception cref="McpServerException">The server cannot be reached.</exception>
    public static async Task<McpServerPlugin> AddStep35McpServerAsync(
        this Kernel kernel, McpServerSettings settings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        if (!kernel.FunctionInvocationFilters.Any(filter => filter is ToolGateFilter))
            throw new KernelException("The kernel has no gate before its plugins. Call AddStep35Plugins() on its builder before you add an MCP server.");
        var server = await McpServerPlugin.ConnectAsync(settings, kernel.LoggerFactory, cancellationToken).ConfigureAwait(false);
        kernel.Plugins.Add(server.Plugin);
        return server;
    }
}
