using System.Globalization;
using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Step35.Aspire.Hosting;
using Step35.Aspire.Hosting.Hosts;

namespace Aspire.Hosting;

/// <summary>Adds a model host to an app host and says what it serves.</summary>
public static class Step35FlashResourceBuilderExtensions
{
    private const string ToolCommand = "step35";

    /// <summary>Adds a model host, which serves the model that is named afterwards, or else the small one that it brings.</summary>
    /// <param name="builder">The app host.</param>
    /// <param name="name">The resource's name, which is the connection string's as well.</param>
    /// <param name="port">The port to listen at, or null for a free one.</param>
    /// <returns>The resource; pass it to <c>WithReference</c>, and to <c>WaitFor</c> to start when the model is loaded.</returns>
    /// <remarks>Without <see cref="WithHostProject{TProject}"/> it runs <c>step35 serve</c>, the installed tool.</remarks>
    public static IResourceBuilder<Step35FlashResource> AddStep35Flash(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var resource = new Step35FlashResource(name, ToolCommand, builder.AppHostDirectory);
        builder.Services.AddHttpClient(HostClient.Name).RemoveAllLoggers();
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            HealthCheckName(name),
            services => new HostHealthCheck(HostClient.Create(services, resource)),
            HealthStatus.Unhealthy,
            tags: null));

        return builder.AddResource(resource)
            .WithArgs("serve")
            .WithIconName("BrainCircuit")
            .WithHttpEndpoint(port, name: Step35FlashResource.EndpointName)
            .WithEnvironment(context => context.EnvironmentVariables["ASPNETCORE_URLS"] = HostContainer.ListenAddress(context, resource))
            .WithUrlForEndpoint(Step35FlashResource.EndpointName, url => url.DisplayText = "Status page")
            .WithOtlpExporter()
            .WithHealthCheck(HealthCheckName(name))
            .WithHostCommands()
            .OnBeforeResourceStarted(ReportProgressAsync)
            .PublishAsHostContainer();
    }

    /// <summary>Runs a project of the app host as the host, so that it needs no installed tool.</summary>
    /// <typeparam name="TProject">The project, as the app host's build names it: <c>Projects.ModelHost</c>.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <returns>The same resource.</returns>
    public static IResourceBuilder<Step35FlashResource> WithHostProject<TProject>(this IResourceBuilder<Step35FlashResource> builder)
        where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        var project = new TProject().ProjectPath;
        var folder = Path.GetDirectoryName(project)!;
        var configuration = builder.ApplicationBuilder.AppHostAssembly?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";
        return builder
            .WithCommand("dotnet")
            .WithWorkingDirectory(folder)
            .WithArgs(context =>
            {
                context.Args.Clear();
                foreach (var argument in new[] { "run", "--project", project, "--no-build", "--no-launch-profile", "--configuration", configuration })
                    context.Args.Add(argument);
            })
            // Its arguments mean nothing in the container, which this leaves without any.
            .PublishAsDockerFile(container => container.WithDockerfile(folder));
    }

    /// <summary>Names the model to serve.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="model">A GGUF file, a folder that holds one, or <c>hf:OWNER/REPO:QUANT</c>.</param>
    /// <returns>The same resource.</returns>
    public static IResourceBuilder<Step35FlashResource> WithModel(this IResourceBuilder<Step35FlashResource> builder, string model)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return builder.WithOption("ModelPath", model);
    }

    /// <summary>Names the model to serve by a parameter, which the dashboard asks for when it has no value.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="model">The parameter; its value is as in the other overload.</param>
    /// <returns>The same resource.</returns>
    public static IResourceBuilder<Step35FlashResource> WithModel(
        this IResourceBuilder<Step35FlashResource> builder, IResourceBuilder<ParameterResource> model)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(model);
        return builder.WithEnvironment("Step35__ModelPath", model);
    }

    /// <summary>Sets how many tokens one conversation can hold.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="tokens">Prompt and answer together.</param>
    /// <returns>The same resource.</returns>
    public static IResourceBuilder<Step35FlashResource> WithContextLength(this IResourceBuilder<Step35FlashResource> builder, int tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tokens);
        return builder.WithOption("ContextLength", Text(tokens));
    }

    /// <summary>Sets how many requests run side by side.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="sequences">Requests, each with its own context.</param>
    /// <returns>The same resource.</returns>
    public static IResourceBuilder<Step35FlashResource> WithParallelSequences(this IResourceBuilder<Step35FlashResource> builder, int sequences)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sequences);
        return builder.WithOption("MaxSequences", Text(sequences));
    }

    /// <summary>Chooses the native core's flavours, the first that is present wins.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="flavours">Such as <c>cuda</c>, <c>vulkan</c>, <c>metal</c> and <c>cpu</c>.</param>
    /// <returns>The same resource.</returns>
    public static IResourceBuilder<Step35FlashResource> WithBackends(
        this IResourceBuilder<Step35FlashResource> builder, params IReadOnlyList<string> flavours)
    {
        ArgumentNullException.ThrowIfNull(flavours);
        for (var i = 0; i < flavours.Count; i++)
            builder.WithOption($"Backends__{Text(i)}", flavours[i]);
        return builder;
    }

    /// <summary>Sets any other option of the host.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="option">Its name in the section <c>Step35</c>; parts are joined with two underscores.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The same resource.</returns>
    public static IResourceBuilder<Step35FlashResource> WithOption(this IResourceBuilder<Step35FlashResource> builder, string option, string value)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(option);
        return builder.WithEnvironment($"Step35__{option}", value);
    }

    /// <summary>Asks every caller for a key; resources that reference the host get it with the connection string.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="apiKey">The key, a secret parameter.</param>
    /// <param name="adminKey">Another key, which the dashboard's commands use; without it they are hidden.</param>
    /// <returns>The same resource.</returns>
    public static IResourceBuilder<Step35FlashResource> WithApiKey(
        this IResourceBuilder<Step35FlashResource> builder, IResourceBuilder<ParameterResource> apiKey, IResourceBuilder<ParameterResource>? adminKey = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(apiKey);
        builder.Resource.ApiKey = apiKey.Resource;
        builder.Resource.AdminKey = adminKey?.Resource;
        builder.WithEnvironment("Step35__ApiKeys__0", apiKey);
        return adminKey is null ? builder : builder.WithEnvironment("Step35__AdminKeys__0", adminKey);
    }

    private static string HealthCheckName(string name) => $"{name}-ready";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Task ReportProgressAsync(Step35FlashResource resource, BeforeResourceStartedEvent started, CancellationToken cancellationToken)
    {
        LoadProgress.Start(started.Services, resource, Task.CompletedTask);
        return Task.CompletedTask;
    }
}
