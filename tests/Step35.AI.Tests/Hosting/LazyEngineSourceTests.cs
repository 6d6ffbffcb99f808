using Step35.AI.Hosting;
using Step35.Engine;
using Step35.TestModels.Scripted;

namespace Step35.AI.Tests.Hosting;

public sealed class LazyEngineSourceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_ManyCallers_LoadOnce()
    {
        var loader = new GatedLoader();
        await using var source = new LazyEngineSource(loader.LoadAsync);

        var callers = Enumerable.Range(0, 8).Select(_ => source.GetAsync(Token).AsTask()).ToList();
        Assert.Null(source.Loaded);
        var engine = loader.Finish();

        Assert.All(await Task.WhenAll(callers), loaded => Assert.Same(engine, loaded));
        Assert.Same(engine, source.Loaded);
        Assert.Equal(1, loader.Loads);
    }

    [Fact]
    public async Task GetAsync_FailedLoad_IsToldToAllWaitersAndTriedAgain()
    {
        var loader = new GatedLoader();
        await using var source = new LazyEngineSource(loader.LoadAsync);
        var first = source.GetAsync(Token).AsTask();
        var second = source.GetAsync(Token).AsTask();
        loader.Fail(new InvalidConversationException("broken"));

        await Assert.ThrowsAsync<InvalidConversationException>(() => first);
        await Assert.ThrowsAsync<InvalidConversationException>(() => second);
        Assert.Null(source.Loaded);

        var third = source.GetAsync(Token).AsTask();
        Assert.Same(loader.Finish(), await third);
        Assert.Equal(2, loader.Loads);
    }

    [Fact]
    public async Task GetAsync_CallerGivesUp_LoadingGoesOnForTheOthers()
    {
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var loader = new GatedLoader();
        await using var source = new LazyEngineSource(loader.LoadAsync);
        var first = source.GetAsync(impatient.Token).AsTask();
        var second = source.GetAsync(Token).AsTask();

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Same(loader.Finish(), await second);
        Assert.Equal(1, loader.Loads);
    }

    [Fact]
    public async Task GetAsync_AfterDisposal_Throws()
    {
        var source = new LazyEngineSource(new GatedLoader().LoadAsync);
        await source.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => source.GetAsync(Token).AsTask());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_NeverAsked_LoadsNothing(bool synchronous)
    {
        var loader = new GatedLoader();
        var source = new LazyEngineSource(loader.LoadAsync);

        await DisposeAsync(source, synchronous);

        Assert.Equal(0, loader.Loads);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_Loaded_DisposesTheEngineOnce(bool synchronous)
    {
        var loader = new GatedLoader();
        var source = new LazyEngineSource(loader.LoadAsync);
        var loading = source.GetAsync(Token).AsTask();
        loader.Finish();
        await loading;

        await DisposeAsync(source, synchronous);
        await DisposeAsync(source, synchronous);

        Assert.True(loader.Backend.IsDisposed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_WhileLoading_StopsTheLoadAndFreesItsWaiters(bool synchronous)
    {
        var loader = new GatedLoader();
        var source = new LazyEngineSource(loader.LoadAsync);
        var waiter = source.GetAsync(Token).AsTask();

        await DisposeAsync(source, synchronous);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiter);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_LoadThatCannotStop_DisposesWhatItBringsAfterAll(bool synchronous)
    {
        var loader = new GatedLoader(heedsCancellation: false);
        var source = new LazyEngineSource(loader.LoadAsync);
        var waiter = source.GetAsync(Token).AsTask();

        var disposing = Task.Run(() => DisposeAsync(source, synchronous), Token);
        await loader.Cancelled;
        loader.Finish();
        await disposing;

        Assert.True(loader.Backend.IsDisposed);
        Assert.NotNull(await waiter);
    }

    private static async Task DisposeAsync(LazyEngineSource source, bool synchronous)
    {
        if (synchronous)
#pragma warning disable CA1849 // The synchronous way is what is tested.
            source.Dispose();
#pragma warning restore CA1849
        else
            await source.DisposeAsync();
    }

    /// <summary>Loads when the test says so.</summary>
    private sealed class GatedLoader(bool heedsCancellation = true)
    {
        private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource<Step35Engine> _loading = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Loads { get; private set; }

        public ScriptedBackend Backend { get; } = new((_, _) => default);

        public Task Cancelled => _cancelled.Task;

        public Task<Step35Engine> LoadAsync(CancellationToken cancellationToken)
        {
            Loads++;
            cancellationToken.Register(() => _cancelled.TrySetResult());
            return heedsCancellation ? _loading.Task.WaitAsync(cancellationToken) : _loading.Task;
        }

        public Step35Engine Finish()
        {
            var engine = ScriptedEngine.Create(Backend);
            _loading.SetResult(engine);
            return engine;
        }

        public void Fail(Exception error)
        {
            var failed = _loading;
            _loading = new(TaskCreationOptions.RunContinuationsAsynchronously);
            failed.SetException(error);
        }
    }
}
