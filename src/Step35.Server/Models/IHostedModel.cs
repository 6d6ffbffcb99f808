using Step35.Engine;

namespace Step35.Server.Models;

/// <summary>A model that the host serves under a name; it need not be loaded.</summary>
/// <remarks>Safe for concurrent calls.</remarks>
internal interface IHostedModel
{
    string Name { get; }

    /// <summary>Gets how far the model is.</summary>
    ModelStatus Status { get; }

    /// <summary>Gets a value indicating whether the host is ready only with it: it loads with the host, and was not unloaded since.</summary>
    bool IsRequired { get; }

    /// <summary>Gets the engine, while the model is loaded and runs in this process.</summary>
    Step35Engine? Engine { get; }

    /// <summary>Takes the model for one request, loading it first when it is not loaded; it stays until the lease is disposed.</summary>
    ValueTask<ModelLease> RentAsync(CancellationToken cancellationToken);

    /// <summary>Unloads the model; the next request loads it again.</summary>
    /// <returns>False when somebody uses it, and when it is not the host's to unload.</returns>
    Task<bool> UnloadAsync();
}
