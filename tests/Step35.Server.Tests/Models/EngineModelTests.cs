using Microsoft.Extensions.Time.Testing;
using Step35.AI;
using Step35.Engine;
using Step35.Server.Models;
using Step35.TestModels.Scripted;

namespace Step35.Server.Tests.Models;

public sealed class EngineModelTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<TaskCompletionSource<Step35Engine>> _loads = [];
    private readonly EngineModel _model;
    private IProgress<float>? _progress;

    public EngineModelTests() => _model = new EngineModel("m", Load, static engine => new Step35ChatClient(engine), _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rent_SideBySide_LoadsOnceAndTellsHowFar()
    {
        Assert.Equal(ModelState.Unloaded, _model.Status.State);
        var (one, two) = (_model.RentAsync(Token).AsTask(), _model.RentAsync(Token).AsTask());
        _progress!.Report(0.5f);
        Assert.Equal(new ModelStatus(ModelState.Loading, 0.5), _model.Status);
        Finish();
        using var first = await one;
        using var second = await two;
        Assert.Same(first.Client, second.Client);
        Assert.Equal(ModelState.Ready, _model.Status.State);
        Assert.Single(_loads);
    }

    [Fact]
    public async Task Rent_AfterAFailure_TriesAgain()
    {
        var failing = _model.RentAsync(Token).AsTask();
        _loads[0].SetException(new InvalidOperationException("no"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        Assert.Equal(ModelState.Failed, _model.Status.State);
        var again = _model.RentAsync(Token).AsTask();
        Finish();
        (await again).Dispose();
        Assert.Equal(ModelState.Ready, _model.Status.State);
    }

    [Fact]
    public async Task Rent_CallerLeaves_LoadingGoesOn()
    {
        using var leaving = new CancellationTokenSource();
        var left = _model.RentAsync(leaving.Token).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Finish();
        (await _model.RentAsync(Token)).Dispose();
        Assert.Single(_loads);
    }

    [Fact]
    public async Task Unload_InUse_IsRefusedAndLaterLoadsAnew()
    {
        var lease = await RentLoadedAsync();
        Assert.False(await _model.UnloadAsync());
        lease.Dispose();
        lease.Dispose();
        Assert.True(await _model.UnloadAsync());
        Assert.Equal(ModelState.Unloaded, _model.Status.State);
        using var again = await RentLoadedAsync();
        Assert.Equal(2, _loads.Count);
    }

    [Fact]
    public async Task IdleTime_CountsFromTheLastUse()
    {
        using (await RentLoadedAsync())
        {
            _time.Advance(TimeSpan.FromMinutes(5));
            Assert.Equal(TimeSpan.Zero, _model.IdleTime);
        }

        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(TimeSpan.FromMinutes(2), _model.IdleTime);
    }

    public ValueTask DisposeAsync() => _model.DisposeAsync();

    private Task<Step35Engine> Load(IProgress<float> progress, CancellationToken cancellationToken)
    {
        _progress = progress;
        var load = new TaskCompletionSource<Step35Engine>();
        _loads.Add(load);
        return load.Task;
    }

    private void Finish() => _loads[^1].SetResult(ScriptedEngine.Create(new ScriptedBackend(new PromptedScript(_ => "Hi").Next)));

    private async Task<ModelLease> RentLoadedAsync()
    {
        var renting = _model.RentAsync(Token).AsTask();
        if (!renting.IsCompleted)
            Finish();
        return await renting;
    }
}
