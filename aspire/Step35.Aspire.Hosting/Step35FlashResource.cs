using Aspire.Hosting.ApplicationModel;

namespace Step35.Aspire.Hosting;

/// <summary>A model host that runs as a process beside the app host, and as a container where the app is published.</summary>
/// <remarks>
/// It carries no service discovery of its own: a resource that has both lets <c>WithReference</c> pass services only, and the
/// connection string would be lost.
/// </remarks>
public sealed class Step35FlashResource : ExecutableResource, IStep35Resource
{
    internal const string EndpointName = "http";

    /// <summary>Creates the resource; use <c>AddStep35Flash</c> to add one with all that belongs to it.</summary>
    /// <param name="name">The resource's name, which is the connection string's as well.</param>
    /// <param name="command">The program that serves the model.</param>
    /// <param name="workingDirectory">The folder in which it starts.</param>
    public Step35FlashResource([ResourceName] string name, string command, string workingDirectory)
        : base(name, command, workingDirectory)
    {
        PrimaryEndpoint = new(this, EndpointName);
    }

    /// <summary>Gets where the host listens.</summary>
    public EndpointReference PrimaryEndpoint { get; }

    /// <summary>Gets the key that callers must bring.</summary>
    /// <value>Default null: a host that only this machine reaches asks for none.</value>
    public ParameterResource? ApiKey { get; internal set; }

    /// <summary>Gets the key with which the dashboard has the host reload or unload its model.</summary>
    /// <value>Default null: a host without keys takes orders from this machine, one with keys from nobody.</value>
    public ParameterResource? AdminKey { get; internal set; }

    /// <summary>Gets <c>Kind=Host;Endpoint=…</c>, followed by <c>Key=…</c> where the host has one.</summary>
    public ReferenceExpression ConnectionStringExpression => ApiKey is null
        ? ReferenceExpression.Create($"Kind=Host;Endpoint={Uri}")
        : ReferenceExpression.Create($"Kind=Host;Endpoint={Uri};Key={ApiKey}");

    private EndpointReferenceExpression Uri => PrimaryEndpoint.Property(EndpointProperty.Url);

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties()
    {
        yield return new("Uri", ReferenceExpression.Create($"{Uri}"));
        if (ApiKey is not null)
            yield return new("Key", ReferenceExpression.Create($"{ApiKey}"));
    }
}
