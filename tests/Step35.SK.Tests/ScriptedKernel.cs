using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace Step35.SK.Tests;

/// <summary>Kernels whose model plays a script.</summary>
internal static class ScriptedKernel
{
    public static Kernel Create(ScriptedChatClient client, WeatherPlugin? weather = null)
    {
        var builder = Kernel.CreateBuilder().AddScripted(client);
        if (weather is not null)
            builder.Plugins.AddFromObject(weather, "Weather");
        return builder.Build();
    }

    public static IKernelBuilder AddScripted(this IKernelBuilder builder, ScriptedChatClient client, string? serviceId = null)
    {
        var chatClient = serviceId is null
            ? builder.Services.AddChatClient(client)
            : builder.Services.AddKeyedChatClient(serviceId, client);
        builder.Services.AddStep35ChatCompletion(chatClient, serviceId);
        return builder;
    }
}
