using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Step35.AI;
using Step35.AI.Hosting;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers Step-3.5-Flash on a host, with options from its configuration.</summary>
public static class Step35HostApplicationBuilderExtensions
{
    private const string SectionName = "Step35";

    /// <summary>Registers a Step-3.5 model as the <see cref="IChatClient"/>; options come from the configuration section <c>Step35</c>.</summary>
    /// <param name="builder">The host builder.</param>
    /// <param name="configure">Runs after the configuration was read, and wins over it.</param>
    /// <returns>A builder for what wraps the client, for example <c>UseFunctionInvocation()</c>.</returns>
    public static ChatClientBuilder AddStep35Flash(this IHostApplicationBuilder builder, Action<Step35Options>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        BindOnce(builder, Options.Options.DefaultName, SectionName);
        return builder.Services.AddStep35Flash(configure);
    }

    /// <summary>
    /// Registers a Step-3.5 model as a keyed <see cref="IChatClient"/>; options come from the configuration section
    /// <c>Step35:{serviceKey}</c>.
    /// </summary>
    /// <param name="builder">The host builder.</param>
    /// <param name="serviceKey">The key of the client, and the name of its section.</param>
    /// <param name="configure">Runs after the configuration was read, and wins over it.</param>
    /// <returns>A builder for what wraps the client, for example <c>UseFunctionInvocation()</c>.</returns>
    public static ChatClientBuilder AddKeyedStep35Flash(
        this IHostApplicationBuilder builder,
        string serviceKey,
        Action<Step35Options>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        BindOnce(builder, serviceKey, $"{SectionName}:{serviceKey}");
        return builder.Services.AddKeyedStep35Flash(serviceKey, configure);
    }

    // A second binding would win over the code of the first registration and add to its lists.
    private static void BindOnce(IHostApplicationBuilder builder, string name, string section)
    {
        if (builder.Services.Any(service => service.ImplementationInstance is SectionBinding binding && binding.Name == name))
            return;
        builder.Services.AddSingleton<IConfigureOptions<Step35Options>>(new SectionBinding(name, builder.Configuration.GetSection(section)));
    }
}
