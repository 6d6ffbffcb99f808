using Microsoft.Extensions.DependencyInjection;
using Step35.AI.Tools;
using Step35.SK.Functions;
using Step35.SK.Plugins;

namespace Microsoft.SemanticKernel;

/// <summary>Puts a gate before the plugins of a kernel.</summary>
public static class Step35PluginsKernelBuilderExtensions
{
    private const string PagesPlugin = "Results";

    /// <summary>Puts a gate before the functions of all plugins that the kernel has or gets, and offers <c>read_more</c>.</summary>
    /// <remarks>
    /// Services of the type <see cref="IToolPreview"/> are used, too. Call it once; further calls change nothing.
    /// </remarks>
    /// <param name="builder">The kernel builder.</param>
    /// <param name="configure">Sets what is allowed.</param>
    /// <returns>The same builder.</returns>
    public static IKernelBuilder AddStep35Plugins(this IKernelBuilder builder, Action<ToolGateOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(ToolGate)))
            return builder;
        services.AddSingleton(provider => CreateGate(provider, configure));
        services.AddSingleton<ToolGateFilter>();
        services.AddSingleton<IFunctionInvocationFilter>(provider => provider.GetRequiredService<ToolGateFilter>());
        services.AddSingleton<IAutoFunctionInvocationFilter>(provider => provider.GetRequiredService<ToolGateFilter>());
        services.AddSingleton(provider => CreatePagesPlugin(provider.GetRequiredService<ToolGate>()));
        return builder;
    }

    private static ToolGate CreateGate(IServiceProvider provider, Action<ToolGateOptions>? configure)
    {
        var options = new ToolGateOptions();
        foreach (var preview in provider.GetServices<IToolPreview>())
            options.Previews.Add(preview);
        configure?.Invoke(options);
        return new ToolGate(options, provider.GetService<TimeProvider>());
    }

    private static KernelPlugin CreatePagesPlugin(ToolGate gate) => KernelPluginFactory.CreateFromFunctions(
        PagesPlugin, [BridgedFunction.Of(gate.ReadMore, PermissionAttribute.Find(gate.ReadMore.UnderlyingMethod))]);
}
