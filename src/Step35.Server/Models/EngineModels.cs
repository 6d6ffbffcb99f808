using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Step35.AI;
using Step35.Engine;
using Step35.Server.Telemetry;

namespace Step35.Server.Models;

/// <summary>The models that the configuration names; it disposes what it has loaded.</summary>
internal sealed class EngineModels : IAsyncDisposable, IDisposable
{
    private readonly IOptionsMonitor<Step35Options> _options;
    private readonly ModelMemory _memory;
    private readonly ILoggerFactory _loggers;

    public EngineModels(ModelNames names, IOptionsMonitor<Step35Options> options, ModelMemory memory, ILoggerFactory loggers, TimeProvider time)
    {
        _options = options;
        _memory = memory;
        _loggers = loggers;
        All = [.. names.OptionsByModel.Select(pair => Create(pair.Key, pair.Value, time))];
    }

    public IReadOnlyList<EngineModel> All { get; }

    public async ValueTask DisposeAsync()
    {
        foreach (var model in All)
            await model.DisposeAsync().ConfigureAwait(false);
    }

    // Containers that are disposed synchronously refuse services that are only IAsyncDisposable.
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private EngineModel Create(string name, string optionsName, TimeProvider time)
    {
        var own = _options.Get(optionsName);
        return new EngineModel(name, LoadAsync, Wrap, time) { LoadsOnStart = own.LoadOnStart };

        async Task<Step35Engine> LoadAsync(IProgress<float> progress, CancellationToken cancellationToken)
        {
            using var turn = await _memory.MakeRoomAsync([.. All.Where(other => other.Name != name)], own, cancellationToken).ConfigureAwait(false);
            return await Step35Engine.LoadAsync(own, _loggers, progress, cancellationToken).ConfigureAwait(false);
        }

        // Its log would repeat each refused request; the host logs what failed.
        IChatClient Wrap(Step35Engine engine) => new Step35ChatClient(engine, own, _loggers).AsBuilder()
            .UseOpenTelemetry(loggerFactory: null, ServerTelemetry.SourceName)
            .Build();
    }
}
