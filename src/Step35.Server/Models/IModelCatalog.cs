using Step35.Server.Errors;

namespace Step35.Server.Models;

/// <summary>The models that the host serves.</summary>
internal interface IModelCatalog
{
    /// <summary>Gets all of them, loaded or not; the first one answers requests that name none.</summary>
    IReadOnlyList<IHostedModel> Models { get; }

    /// <summary>Finds a model by its name.</summary>
    /// <param name="name">The name, or null for the first model.</param>
    /// <exception cref="ApiException">There is none of that name.</exception>
    IHostedModel Find(string? name);
}
