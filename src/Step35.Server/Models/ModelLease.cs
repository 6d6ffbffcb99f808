using Microsoft.Extensions.AI;
using Step35.Engine;

namespace Step35.Server.Models;

/// <summary>A model in use.</summary>
/// <param name="client">Answers, while the lease lasts.</param>
/// <param name="release">Gives the model back.</param>
internal sealed class ModelLease(IChatClient client, Action? release = null) : IDisposable
{
    private Action? _release = release;

    public IChatClient Client => client;

    /// <summary>Gets the model's engine, where it runs in this process.</summary>
    public Step35Engine? Engine => client.GetService<Step35Engine>();

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
