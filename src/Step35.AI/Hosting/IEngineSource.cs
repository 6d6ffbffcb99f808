using Step35.Engine;

namespace Step35.AI.Hosting;

/// <summary>Where a chat client gets its engine from.</summary>
internal interface IEngineSource
{
    /// <summary>Gets the engine if it is loaded by now.</summary>
    Step35Engine? Loaded { get; }

    /// <summary>Gets the engine, loading it first when nobody has.</summary>
    ValueTask<Step35Engine> GetAsync(CancellationToken cancellationToken);
}
