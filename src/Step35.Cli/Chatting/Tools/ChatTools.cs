using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Step35.AI.Tools;
using Step35.AI.Tools.Approval;
using Step35.SK.Mcp;
using Step35.SK.Plugins;

namespace Step35.Cli.Chatting.Tools;

/// <summary>The functions that the model of a chat may call: those of plugins and of MCP servers, behind one gate.</summary>
internal sealed class ChatTools : IAsyncDisposable
{
    private readonly Kernel _kernel;
    private readonly List<McpServerPlugin> _servers = [];

    private ChatTools(Kernel kernel) => _kernel = kernel;

    /// <summary>Gets the functions.</summary>
    public IList<AITool> Functions { get; private set; } = [];

    /// <summary>Opens the plugins and connects to the servers; where none is named, there is the clock.</summary>
    /// <param name="settings">Names them.</param>
    /// <param name="approver">Who is asked; null denies what would be asked.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops connecting.</param>
    /// <exception cref="Step35Exception">A server cannot be reached.</exception>
    public static async Task<ChatTools> OpenAsync(
        ChatSettings settings, IApprover? approver, TimeProvider time, CancellationToken cancellationToken)
    {
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton(time);
        foreach (var plugin in settings.NamesTools ? settings.Plugins : [PluginReference.Parse("clock")])
            plugin.AddTo(builder.Plugins);
        builder.AddStep35Plugins(options =>
        {
            options.Approver = approver;
            foreach (var pattern in settings.Allowed)
                options.AllowList.Add(new(pattern));
        });

        var tools = new ChatTools(builder.Build());
        try
        {
            foreach (var server in settings.Servers)
                tools._servers.Add(await tools._kernel.AddStep35McpServerAsync(McpReference.Parse(server, tools._servers.Count), cancellationToken));
            tools.Functions = tools._kernel.AsTools();
            return tools;
        }
        catch
        {
            await tools.DisposeAsync();
            throw;
        }
    }

    /// <summary>Finds the patterns that fit the name of no function, whatever its arguments.</summary>
    public IEnumerable<string> FindIdle(IEnumerable<string> patterns)
    {
        ToolCall[] calls = [.. _kernel.Plugins.SelectMany(plugin => plugin.Select(function => ToolGateFilter.CallOf(function, [])))];
        return patterns.Where(pattern => !calls.Any(new ToolPattern(pattern).Matches));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        await ((IAsyncDisposable)_kernel.Services).DisposeAsync();
    }
}
