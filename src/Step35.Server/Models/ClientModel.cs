using Microsoft.Extensions.AI;
using Step35.AI;
using Step35.Engine;

namespace Step35.Server.Models;

/// <summary>A chat client of the program, which is served as it is.</summary>
internal sealed class ClientModel(string name, IChatClient client) : IHostedModel
{
    public string Name => name;

    // Our own client loads its engine by itself; of others nothing is known.
    public ModelStatus Status => client.GetService<Step35ChatClient>() is null || Engine is not null
        ? new(ModelState.Ready, 1)
        : new(ModelState.Loading);

    public bool IsRequired => client.GetService<Step35ChatClient>() is { Defaults.LoadOnStart: true };

    public Step35Engine? Engine => client.GetService<Step35Engine>();

#pragma warning disable CA2000 // Whoever rents the model disposes the lease.
    public ValueTask<ModelLease> RentAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ModelLease(client));
#pragma warning restore CA2000

    public Task<bool> UnloadAsync() => Task.FromResult(false);
}
