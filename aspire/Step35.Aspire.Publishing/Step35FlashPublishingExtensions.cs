using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Docker;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;
using Step35.Aspire.Hosting;

namespace Aspire.Hosting;

/// <summary>Says what a model host needs where it is published; all of it does nothing when the app is run.</summary>
/// <remarks>Call these after <c>AddDockerComposeEnvironment</c> or <c>AddKubernetesEnvironment</c>.</remarks>
public static class Step35FlashPublishingExtensions
{
    private const int ProbeTimeoutSeconds = 5;

    /// <summary>Gives the published model host NVIDIA GPUs.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="count">How many.</param>
    /// <returns>The same resource.</returns>
    /// <remarks>
    /// On Kubernetes it is the container's limit, for which the cluster needs NVIDIA's device plugin. Docker Compose gets the machine's
    /// first ones by the Container Device Interface. The image must hold the native core's flavour for them.
    /// </remarks>
    public static IResourceBuilder<Step35FlashResource> WithGpus(this IResourceBuilder<Step35FlashResource> builder, int count = 1)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (builder.ApplicationBuilder.Resources.OfType<DockerComposeEnvironmentResource>().Any())
            builder.PublishAsDockerComposeService((_, service) =>
                service.Devices.AddRange(Enumerable.Range(0, count).Select(number => $"nvidia.com/gpu={Text(number)}")));
        return builder.OnKubernetes(container => (container.Resources ??= new()).Limits["nvidia.com/gpu"] = Text(count));
    }

    /// <summary>Has Kubernetes ask whether the published model host lives and, of one without keys, whether its model is loaded.</summary>
    /// <param name="builder">The resource.</param>
    /// <returns>The same resource.</returns>
    public static IResourceBuilder<Step35FlashResource> WithProbes(this IResourceBuilder<Step35FlashResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.OnKubernetes(container =>
        {
            container.LivenessProbe = Ask("/health/live");
            // A host with keys tells it to nobody without one.
            if (builder.Resource.ApiKey is null)
                container.ReadinessProbe = Ask("/health/ready");
        });
    }

    private static IResourceBuilder<Step35FlashResource> OnKubernetes(
        this IResourceBuilder<Step35FlashResource> builder, Action<ContainerV1> configure)
    {
        if (builder.ApplicationBuilder.Resources.OfType<KubernetesEnvironmentResource>().Any())
            builder.PublishAsKubernetesService(kubernetes => kubernetes.Workload!.PodTemplate.Spec.Containers.ForEach(configure));
        return builder;
    }

    // Aspire's own probes name the scheme in small letters, which Kubernetes refuses.
    private static ProbeV1 Ask(string path) => new()
    {
        HttpGet = new() { Path = path, Port = "http", Scheme = "HTTP" },
        TimeoutSeconds = ProbeTimeoutSeconds,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
