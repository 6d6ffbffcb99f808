using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel.ChatCompletion;
using Step35.AI;
using Step35.SK;
using Step35.SK.ChatCompletion;
using Step35.SK.Functions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Step-3.5-Flash for kernels that live in an application's services.</summary>
public static class Step35ChatCompletionServiceCollectionExtensions
{
    /// <summary>Registers the engine, an <see cref="IChatClient"/> and an <see cref="IChatCompletionService"/> for kernels.</summary>
    /// <remarks>
    /// Use this instead of <c>AddStep35Flash</c>, not beside it: the chat client registered here also invokes kernel functions.
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options of the model and its engine.</param>
    /// <param name="serviceId">The key of the services; null registers them without one.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddStep35FlashChatCompletion(
        this IServiceCollection services, Action<Step35Options>? configure = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var chatClient = serviceId is null ? services.AddStep35Flash(configure) : services.AddKeyedStep35Flash(serviceId, configure);
        return services.AddStep35ChatCompletion(chatClient, serviceId);
    }

    /// <summary>Puts function invocation over a registered chat client, and chat completion over both.</summary>
    internal static IServiceCollection AddStep35ChatCompletion(
        this IServiceCollection services, ChatClientBuilder chatClient, string? serviceId)
    {
        chatClient
            .Use(static (inner, provider) => new KernelInvocationChatClient(inner, provider))
            .Use(static inner => new KernelOptionsChatClient(inner));
        return services.AddKeyedSingleton<IChatCompletionService>(
            serviceId, static (provider, key) => new Step35ChatCompletionService(provider.GetRequiredKeyedService<IChatClient>(key)));
    }
}
