using Microsoft.Extensions.AI;
using Step35.SK.Functions;

namespace Microsoft.SemanticKernel;

/// <summary>Offers a kernel's functions to chat clients and agents that know no kernel.</summary>
public static class Step35KernelToolsExtensions
{
    /// <summary>Makes tools of the functions of all plugins that the kernel has now.</summary>
    /// <remarks>
    /// Each call runs in the kernel, with its function invocation filters and behind its gate; filters of automatic invocation do not run,
    /// since the kernel invokes nothing by itself. A tool has the function's plain name, or the one that carries
    /// the plugin's name where several functions have the same plain one.
    /// </remarks>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The tools, in the order of the plugins.</returns>
    public static IList<AITool> AsTools(this Kernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        AITool[] functions = [.. kernel.Plugins.SelectMany(plugin => plugin)];
        var names = new PlainNames(functions);
        return [.. functions.Select(function => new KernelTool(kernel, (KernelFunction)function, names.Shorten(function.Name)))];
    }
}
