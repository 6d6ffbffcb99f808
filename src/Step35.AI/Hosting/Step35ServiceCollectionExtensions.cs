using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Step35.AI;
using Step35.AI.Hosting;
using Step35.AI.Remote;
using Step35.AI.Remote.Connection;
using Step35.Engine;
using Step35.Engine.Model;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Step-3.5-Flash as an <see cref="IChatClient"/>.</summary>
public static class Step35ServiceCollectionExtensions
{
    /// <summary>Registers a Step-3.5 model as the <see cref="IChatClient"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets at least <c>ModelPath</c>, unless configuration does.</param>
    /// <returns>A builder for what wraps the client, for example <c>UseFunctionInvocation()</c>.</returns>
    /// <remarks>
    /// The options are validated when the host starts; <c>Kind</c> or <c>ConnectionString</c> say where the model runs. Of an embedded one
    /// the container owns the model: it is loaded once, however often this is called, and freed with the container.
    /// </remarks>
    public static ChatClientBuilder AddStep35Flash(this IServiceCollection services, Action<Step35Options>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        AddEngine(services, Options.Options.DefaultName, configure);
        return services.AddChatClient(provider => CreateClient(provider, Options.Options.DefaultName));
    }

    /// <summary>Registers a Step-3.5 model as a keyed <see cref="IChatClient"/>, so that several models can live side by side.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key of the client, and the name of its options.</param>
    /// <param name="configure">Sets at least <c>ModelPath</c>, unless configuration does.</param>
    /// <returns>A builder for what wraps the client, for example <c>UseFunctionInvocation()</c>.</returns>
    /// <remarks>The same as <see cref="AddStep35Flash"/>, for one key.</remarks>
    public static ChatClientBuilder AddKeyedStep35Flash(
        this IServiceCollection services,
        string serviceKey,
        Action<Step35Options>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        AddEngine(services, serviceKey, configure);
        return services.AddKeyedChatClient(serviceKey, provider => CreateClient(provider, serviceKey));
    }

    /// <summary>Has the options of a name checked when the host starts.</summary>
    internal static OptionsBuilder<Step35Options> AddCheckedOptions(this IServiceCollection services, string name)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<Step35Options>, ConnectionStringOptions>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<Step35Options>, Step35OptionsRules>());
        return services.AddOptions<Step35Options>(name).ValidateOnStart();
    }

    private static void AddEngine(IServiceCollection services, string name, Action<Step35Options>? configure)
    {
        var options = services.AddCheckedOptions(name);
        if (configure is not null)
            options.Configure(configure);
        if (services.Any(service => service.ServiceType == typeof(LazyEngineSource) && Equals(service.ServiceKey, name)))
            return;
        RemoteHttp.Add(services, name);
        services.AddKeyedSingleton(name, (provider, _) => new RemoteEngine(name, GetOptions(provider, name), provider));
        services.AddKeyedSingleton(name, (provider, _) => CreateEngineSource(GetOptions(provider, name), GetLoggers(provider)));
        services.AddSingleton<IHostedService>(provider => new EngineStarter(
            provider.GetRequiredKeyedService<LazyEngineSource>(name),
            GetOptions(provider, name),
            GetLoggers(provider).CreateLogger<Step35ChatClient>()));
    }

    private static LazyEngineSource CreateEngineSource(Step35Options options, ILoggerFactory loggers) =>
        new(cancellationToken => Step35Engine.LoadAsync(options, loggers, progress: null, cancellationToken));

    private static IChatClient CreateClient(IServiceProvider provider, string name)
    {
        var options = GetOptions(provider, name);
        var client = options.Kind == Step35EngineKind.Embedded
            ? CreateEmbedded(provider, name, options)
            : provider.GetRequiredKeyedService<RemoteEngine>(name).CreateClient(GetLoggers(provider));
        return provider.GetKeyedService<Step35ClientSettings>(name) is { HasTelemetry: true }
            ? client.AsBuilder().UseOpenTelemetry(GetLoggers(provider)).Build(provider)
            : client;
    }

    private static Step35ChatClient CreateEmbedded(IServiceProvider provider, string name, Step35Options options)
    {
        var engine = provider.GetRequiredKeyedService<LazyEngineSource>(name);
        return new Step35ChatClient(engine, ModelReference.Resolve(options.ModelPath), options, provider.GetService<TimeProvider>(), GetLoggers(provider));
    }

    private static Step35Options GetOptions(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<Step35Options>>().Get(name);

    private static ILoggerFactory GetLoggers(IServiceProvider provider) =>
        provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
}
