using Step35.Engine;

namespace Step35.AI.Hosting;

/// <summary>An engine that the caller loaded and will dispose.</summary>
internal sealed class ReadyEngineSource(Step35Engine engine) : IEngineSource
{
    public Step35Engine? Loaded => engine;

    public ValueTask<Step35Engine> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(engine);
}
