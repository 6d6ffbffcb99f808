using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Step35.Server.Models;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the model host.</summary>
public static class Step35ServerServiceCollectionExtensions
{
    /// <summary>Registers what the routes of <c>MapStep35()</c> need.</summary>
    /// <param name="services">The services; an <see cref="IChatClient"/> among them is served under its model's name.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddStep35Server(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IModelCatalog>(static provider => new ModelCatalog([.. FindClients(provider)]));
        return services;
    }

    private static IEnumerable<IHostedModel> FindClients(IServiceProvider provider)
    {
        if (provider.GetService<IChatClient>() is { } client)
            yield return new ClientModel(client.GetService<ChatClientMetadata>()?.DefaultModelId ?? "default", client);
    }
}
