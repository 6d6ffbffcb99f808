using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Step35.Aspire.Hosting.Hosts;

/// <summary>How a model host is published: as a container that keeps downloaded models on a volume.</summary>
internal static class HostContainer
{
    private const int Port = 8080;
    private const string CacheFolder = "/var/lib/step35";

    /// <summary>Where the host listens: at this machine's own address here, at every address of its container there.</summary>
    public static ReferenceExpression ListenAddress(EnvironmentCallbackContext context, Step35FlashResource resource)
    {
        var host = context.ExecutionContext.IsPublishMode ? "0.0.0.0" : "127.0.0.1";
        return ReferenceExpression.Create($"http://{host}:{resource.PrimaryEndpoint.Property(EndpointProperty.TargetPort)}");
    }

    /// <summary>Publishes the host as a container; does nothing when the app is run.</summary>
    public static IResourceBuilder<Step35FlashResource> PublishAsHostContainer(this IResourceBuilder<Step35FlashResource> builder) =>
        builder.PublishAsDockerFile(container => container
            .WithEndpoint(Step35FlashResource.EndpointName, endpoint => endpoint.TargetPort = Port)
            .WithVolume($"{builder.Resource.Name}-cache", CacheFolder)
            .WithEnvironment("HF_HOME", CacheFolder)
            .WithEnvironment("Step35__AllowAnonymous", "true"));
}
