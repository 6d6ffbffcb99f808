using Aspire.Hosting.ApplicationModel;
using Step35.Aspire.Hosting;

namespace Aspire.Hosting;

/// <summary>Adds engines that run elsewhere.</summary>
public static class Step35OpenAIResourceBuilderExtensions
{
    /// <summary>Adds an engine with OpenAI's interface, which the app host does not start.</summary>
    /// <param name="builder">The app host.</param>
    /// <param name="name">The resource's name, which is the connection string's as well.</param>
    /// <param name="endpoint">The engine's address with the version, such as <c>http://gpu-1:8000/v1</c>.</param>
    /// <param name="model">The name under which the engine serves the model.</param>
    /// <param name="apiKey">The engine's key, or null when it asks for none.</param>
    /// <returns>The resource; pass it to <c>WithReference</c>.</returns>
    public static IResourceBuilder<Step35OpenAIResource> AddStep35OpenAI(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string endpoint,
        string model = "step-3.5-flash",
        IResourceBuilder<ParameterResource>? apiKey = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(endpoint);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new ArgumentException($"'{endpoint}' is no address of an engine; write it as http://HOST:PORT/v1.", nameof(endpoint));

        return builder
            .AddResource(new Step35OpenAIResource(name, ReferenceExpression.Create($"{endpoint}"), model, apiKey?.Resource))
            .WithIconName("BrainCircuit")
            .WithInitialState(new()
            {
                ResourceType = "Step35 engine",
                State = KnownResourceStates.Running,
                Properties = [new(CustomResourceKnownProperties.Source, endpoint)],
                Urls = [new("engine", endpoint, IsInternal: false)],
            });
    }
}
