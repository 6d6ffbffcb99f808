using Aspire.Hosting.ApplicationModel;

namespace Step35.Aspire.Hosting;

/// <summary>An engine with OpenAI's interface that runs elsewhere, such as vLLM, SGLang or llama-server.</summary>
public sealed class Step35OpenAIResource : Resource, IStep35Resource
{
    /// <summary>Creates the resource; use <c>AddStep35OpenAI</c> to add one.</summary>
    /// <param name="name">The resource's name, which is the connection string's as well.</param>
    /// <param name="endpoint">The engine's address with the version, such as <c>http://gpu-1:8000/v1</c>.</param>
    /// <param name="model">The name under which the engine serves the model.</param>
    /// <param name="apiKey">The engine's key, or null when it asks for none.</param>
    public Step35OpenAIResource([ResourceName] string name, ReferenceExpression endpoint, string model, ParameterResource? apiKey)
        : base(name)
    {
        Endpoint = endpoint;
        Model = model;
        ApiKey = apiKey;
    }

    /// <summary>Gets the engine's address.</summary>
    public ReferenceExpression Endpoint { get; }

    /// <summary>Gets the name under which the engine serves the model.</summary>
    public string Model { get; }

    /// <summary>Gets the engine's key.</summary>
    /// <value>Null when it asks for none.</value>
    public ParameterResource? ApiKey { get; }

    /// <summary>Gets <c>Kind=OpenAI;Endpoint=…;Model=…</c>, followed by <c>Key=…</c> where the engine has one.</summary>
    public ReferenceExpression ConnectionStringExpression => ApiKey is null
        ? ReferenceExpression.Create($"Kind=OpenAI;Endpoint={Endpoint};Model={Model}")
        : ReferenceExpression.Create($"Kind=OpenAI;Endpoint={Endpoint};Model={Model};Key={ApiKey}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties()
    {
        yield return new("Uri", Endpoint);
        yield return new("ModelName", ReferenceExpression.Create($"{Model}"));
        if (ApiKey is not null)
            yield return new("Key", ReferenceExpression.Create($"{ApiKey}"));
    }
}
