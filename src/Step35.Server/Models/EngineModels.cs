using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Step35.AI;
using Step35.Engine;
using Step35.Server.Telemetry;

namespace Step35.Server.Models;

/// <summary>Makes the models that the configuration names.</summary>
internal sealed class EngineModels(IOptionsMonitor<Step35Options> options, ModelMemory memory, ILoggerFactory loggers, TimeProvider time)
{
    public EngineModel Create(string name, string optionsName)
    {
        var own = options.Get(optionsName);
        return new EngineModel(name, LoadAsync, Wrap, time);

        async Task<Step35Engine> LoadAsync(IProgress<float> progress, CancellationToken cancellationToken)
        {
            using var turn = await memory.MakeRoomAsync(name, own, cancellationToken).ConfigureAwait(false);
            return await Step35Engine.LoadAsync(own, loggers, progress, cancellationToken).ConfigureAwait(false);
        }

        IChatClient Wrap(Step35Engine engine) => new Step35ChatClient(engine, own, loggers).AsBuilder()
            .UseOpenTelemetry(loggers, ServerTelemetry.SourceName)
            .Build();
    }
}
