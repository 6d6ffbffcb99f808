using Microsoft.Extensions.AI;

namespace Step35.AI.Remote;

/// <summary>How one kind of server is talked to.</summary>
internal interface IRemoteDialect
{
    /// <summary>Makes a client for the server at an address, which connects with its first request.</summary>
    IChatClient Connect(Uri endpoint);

    /// <summary>Gets the address that answers with success while the server at an address can serve.</summary>
    Uri HealthOf(Uri endpoint);
}
