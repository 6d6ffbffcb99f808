using Microsoft.Extensions.AI;

namespace Step35.Server.Models;

/// <summary>A model in use.</summary>
/// <param name="client">Answers, while the lease lasts.</param>
/// <param name="release">Gives the model back.</param>
internal sealed class ModelLease(IChatClient client, Action? release = null) : IDisposable
{
    private Action? _release = release;

    public IChatClient Client => client;

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
