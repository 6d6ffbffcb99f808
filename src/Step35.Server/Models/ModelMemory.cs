using Microsoft.Extensions.Options;
using Step35.AI;
using Step35.Engine.Gguf;
using Step35.Engine.Model;
using Step35.Engine.Planning;
using Step35.Engine.Tuning;

namespace Step35.Server.Models;

/// <summary>Keeps the loaded models within the memory that they may take together.</summary>
/// <remarks>Models are loaded one after the other, so that each one's plan sees what the others have taken.</remarks>
internal sealed class ModelMemory(IOptions<ServerOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(1);

    /// <summary>Waits for a turn to load, and unloads the models used longest ago until the plan of the new one fits.</summary>
    /// <param name="others">The other models.</param>
    /// <param name="model">The options of the new one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The turn; to be disposed when the model is loaded.</returns>
    /// <exception cref="MemoryPlanException">It does not fit beside the models that are in use.</exception>
    public async Task<IDisposable> MakeRoomAsync(List<EngineModel> others, Step35Options model, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (options.Value.ModelMemoryBytes is { } most)
                await MakeRoomAsync(others, model, most).ConfigureAwait(false);
            return new Turn(_turns);
        }
        catch
        {
            _turns.Release();
            throw;
        }
    }

    public void Dispose() => _turns.Dispose();

    private static async Task MakeRoomAsync(List<EngineModel> others, Step35Options model, long most)
    {
        var file = GgufFile.Open(ModelReference.Resolve(model.ModelPath));
        others.Sort(static (one, other) => other.IdleTime.CompareTo(one.IdleTime));
        for (var next = 0; ; next++)
        {
            var plan = MemoryPlan.Create(file, DescribeBudget(most - CountTaken(others)), model.ToRequest());
            if (plan.Fits)
                return;
            if (next == others.Count)
                throw new MemoryPlanException(plan);
            await others[next].UnloadAsync().ConfigureAwait(false);
        }
    }

    private static long CountTaken(List<EngineModel> models) =>
        models.Sum(static model => model.Engine?.Model.MemoryPlan?.Devices.Sum(static device => device.UsedBytes) ?? 0);

    private static MachineDescription DescribeBudget(long bytes) => new()
    {
        Name = "Step35:ModelMemoryBytes",
        FreeBytes = Math.Max(0, bytes),
        Cores = Environment.ProcessorCount,
    };

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
