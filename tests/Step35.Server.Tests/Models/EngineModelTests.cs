using Microsoft.Extensions.Time.Testing;
using Step35.Server.Models;

namespace Step35.Server.Tests.Models;

public sealed class EngineModelTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly LoadingModel _loading;

    public EngineModelTests() => _loading = new LoadingModel("m", loadsOnStart: true, _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EngineModel Model => _loading.Model;

    [Fact]
    public async Task Rent_SideBySide_LoadsOnceAndTellsHowFar()
    {
        Assert.Equal(ModelState.Unloaded, Model.Status.State);
        var (one, two) = (_loading.RentAsync(), _loading.RentAsync());
        _loading.Progress!.Report(0.5f);
        Assert.Equal(new ModelStatus(ModelState.Loading, 0.5), Model.Status);
        _loading.Finish();
        using var first = await one;
        using var second = await two;
        Assert.Same(first.Client, second.Client);
        Assert.Equal(ModelState.Ready, Model.Status.State);
        Assert.Equal(1, _loading.Loads);
    }

    [Fact]
    public async Task Rent_AfterAFailure_TriesAgain()
    {
        var failing = _loading.RentAsync();
        await _loading.FailAsync(failing);
        Assert.Equal(ModelState.Failed, Model.Status.State);
        var again = _loading.RentAsync();
        _loading.Finish();
        (await again).Dispose();
        Assert.Equal(ModelState.Ready, Model.Status.State);
    }

    [Fact]
    public async Task Rent_CallerLeaves_LoadingGoesOn()
    {
        using var leaving = new CancellationTokenSource();
        var left = Model.RentAsync(leaving.Token).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        _loading.Finish();
        (await Model.RentAsync(Token)).Dispose();
        Assert.Equal(1, _loading.Loads);
    }

    [Fact]
    public async Task Unload_InUse_IsRefusedAndLaterLoadsAnew()
    {
        var lease = await _loading.RentLoadedAsync();
        Assert.False(await Model.UnloadAsync());
        lease.Dispose();
        lease.Dispose();
        Assert.True(await Model.UnloadAsync());
        Assert.Equal(ModelState.Unloaded, Model.Status.State);
        using var again = await _loading.RentLoadedAsync();
        Assert.Equal(2, _loading.Loads);
    }

    [Fact]
    public async Task Unload_LoadingHasFailed_StillTellsWhy()
    {
        await _loading.FailAsync(_loading.RentAsync());
        var failed = Model.Status;
        Assert.NotNull(failed.Error);
        Assert.True(await Model.UnloadAsync());
        Assert.Equal(failed, Model.Status);
    }

    [Fact]
    public async Task IdleTime_CountsFromTheLastUse()
    {
        using (await _loading.RentLoadedAsync())
        {
            _time.Advance(TimeSpan.FromMinutes(5));
            Assert.Equal(TimeSpan.Zero, Model.IdleTime);
        }

        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(TimeSpan.FromMinutes(2), Model.IdleTime);
    }

    public ValueTask DisposeAsync() => _loading.DisposeAsync();
}
