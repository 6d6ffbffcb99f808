using Step35.AI;
using Step35.Engine;
using Step35.Server.Models;
using Step35.TestModels.Scripted;

namespace Step35.Server.Tests.Models;

/// <summary>A model whose loading the test ends.</summary>
internal sealed class LoadingModel : IAsyncDisposable
{
    private readonly List<TaskCompletionSource<Step35Engine>> _loads = [];

    public LoadingModel(string name, bool loadsOnStart, TimeProvider? time = null) =>
        Model = new EngineModel(name, Load, static engine => new Step35ChatClient(engine), time ?? TimeProvider.System) { LoadsOnStart = loadsOnStart };

    public EngineModel Model { get; }

    public int Loads => _loads.Count;

    /// <summary>Gets whom the last loading reports to.</summary>
    public IProgress<float>? Progress { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Asks for the model, which begins to load unless it is loaded.</summary>
    public Task<ModelLease> RentAsync() => Model.RentAsync(Token).AsTask();

    /// <summary>Asks for the model, and ends its loading if there is one.</summary>
    public async Task<ModelLease> RentLoadedAsync()
    {
        var renting = RentAsync();
        if (!renting.IsCompleted)
            Finish();
        return await renting;
    }

    public void Finish() => _loads[^1].SetResult(ScriptedEngine.Create(new ScriptedBackend(new PromptedScript(_ => "Hi").Next)));

    /// <summary>Has the loading fail that somebody waits for.</summary>
    public async Task FailAsync(Task<ModelLease> renting)
    {
        _loads[^1].SetException(new InvalidOperationException("no"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => renting);
    }

    public ValueTask DisposeAsync() => Model.DisposeAsync();

    private Task<Step35Engine> Load(IProgress<float> progress, CancellationToken cancellationToken)
    {
        Progress = progress;
        var load = new TaskCompletionSource<Step35Engine>();
        _loads.Add(load);
        // A load ends with its model; the engine of a test that has not ended it is lost to nobody.
        cancellationToken.Register(() => load.TrySetCanceled(cancellationToken));
        return load.Task;
    }
}
