using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Step35.Engine.Telemetry;
using Step35.Server;
using Step35.Server.Keys;
using Step35.Server.Limits;
using Step35.Server.Models;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the model host.</summary>
public static class Step35ServerServiceCollectionExtensions
{
    /// <summary>Registers what the routes of <c>MapStep35()</c> need.</summary>
    /// <param name="services">The services; the <see cref="IChatClient"/> among them is served under its model's name.</param>
    /// <param name="configure">Sets keys and limits.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddStep35Server(this IServiceCollection services, Action<ServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<ServerOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ServerOptions>, ServerOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ServerOptions>, ServerOptionsRules>());
        services.AddRouting();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<KeyRing>();
        services.TryAddSingleton<AnonymousGate>();
        services.TryAddSingleton<CallerLimits>();
        services.TryAddSingleton<Drain>();
        services.TryAddSingleton<EngineFigures>();
        services.TryAddSingleton<IModelCatalog>(static provider => new ModelCatalog([.. FindModels(provider)]));
        return services;
    }

    private static IEnumerable<IHostedModel> FindModels(IServiceProvider provider)
    {
        foreach (var model in provider.GetService<EngineModels>()?.All ?? [])
            yield return model;
        if (provider.GetService<IChatClient>() is { } client)
            yield return new ClientModel(client.GetService<ChatClientMetadata>()?.DefaultModelId ?? "default", client);
    }
}
