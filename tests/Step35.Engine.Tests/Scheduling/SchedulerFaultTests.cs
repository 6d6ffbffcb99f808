using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Step35.Engine.Decoding;
using Step35.Engine.Generation;
using Step35.Engine.Scheduling;
using Step35.Engine.Tokenization;
using Step35.TestModels.Scripted;

namespace Step35.Engine.Tests.Scheduling;

/// <summary>What goes wrong in one place stays there.</summary>
public class SchedulerFaultTests
{
    private static readonly TokenId End = ByteVocabulary.Special("<|im_end|>");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sampling_OneSequenceFails_TheOthersGoOn()
    {
        static TokenId Next(IReadOnlyList<TokenId> tokens) => (tokens[0].Value, tokens.Count) switch
        {
            ('b', 10) => throw new InvalidOperationException("broken"),
            (_, 40) => End,
            _ => tokens[0],
        };
        await using var engine = ScriptedEngine.Create(new ScriptedBackend(Next) { SequenceCount = 3 });
        var bad = CountAsync(engine, "b");
        var good = await Task.WhenAll(CountAsync(engine, "a"), CountAsync(engine, "c"));
        Assert.Equal([40, 40], good);
        var error = await Assert.ThrowsAsync<RequestFailedException>(() => bad);
        Assert.IsType<InvalidOperationException>(error.InnerException);
    }

    [Fact]
    public async Task Decode_Fails_EachCallerGetsAnErrorOfItsOwn()
    {
        using var allPosted = new ManualResetEventSlim();
        var backend = new ScriptedBackend(tokens => tokens[0])
        {
            SequenceCount = 2,
            BeforeDecode = batch =>
            {
                allPosted.Wait();
                if (batch.Count == 2)
                    throw new DecodeFailedException(1);
            },
        };
        await using var engine = ScriptedEngine.Create(backend);
        Task<int>[] requests = [CountAsync(engine, "a"), CountAsync(engine, "b")];
        allPosted.Set();
        var errors = await Task.WhenAll(requests.Select(async request => await Record.ExceptionAsync(() => request)));
        Assert.All(errors, error => Assert.IsType<DecodeFailedException>(error));
        Assert.NotSame(errors[0], errors[1]);
    }

    [Fact]
    public async Task Admission_Fails_FailsThatRequestAloneAndItsPlaceIsFree()
    {
        var failing = true;
        var backend = new ScriptedBackend(tokens => tokens.Count < 205 ? tokens[0] : End)
        {
            BeforeSave = () =>
            {
                if (failing)
                    throw new InvalidOperationException("unexpected");
            },
        };
        await using var engine = ScriptedEngine.Create(backend);
        Assert.Equal(205, await CountAsync(engine, new string('a', 200)));
        await Assert.ThrowsAsync<RequestFailedException>(() => CountAsync(engine, new string('b', 200)));
        failing = false;
        Assert.Equal(205, await CountAsync(engine, new string('c', 200)));
    }

    [Fact]
    public async Task Logger_Throws_RequestsGoOn()
    {
        var failing = true;
        var backend = new ScriptedBackend(tokens => tokens.Count < 5 ? tokens[0] : End)
        {
            BeforeDecode = _ =>
            {
                if (failing)
                    throw new InvalidOperationException("unexpected");
            },
        };
        await using var engine = ScriptedEngine.Create(backend, logger: new BrokenLogger());
        await Assert.ThrowsAsync<RequestFailedException>(() => CountAsync(engine, "a"));
        failing = false;
        Assert.Equal(5, await CountAsync(engine, "a"));
    }

    [Fact]
    public async Task Queue_CancelledWhileWaiting_MakesRoomAtOnce()
    {
        using var gate = new ManualResetEventSlim();
        var backend = new ScriptedBackend(tokens => tokens.Count < 5 ? tokens[0] : End) { BeforeDecode = _ => gate.Wait() };
        await using var engine = ScriptedEngine.Create(backend, new EngineOptions { QueueCapacity = 2 });
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var request = new GenerationRequest { Prompt = ByteVocabulary.Parse("a") };
        var running = CountAsync(engine, "a");
        List<Task> waiting = [];
        for (var count = 0; count < 2; count++)
            waiting.Add(engine.GenerateAsync(request, source.Token).GetAsyncEnumerator(source.Token).MoveNextAsync().AsTask());
        await source.CancelAsync();
        var next = CountAsync(engine, "b");
        gate.Set();
        Assert.Equal(5, await running);
        Assert.Equal(5, await next);
        foreach (var cancelled in waiting)
            await Record.ExceptionAsync(() => cancelled);
    }

    [Fact]
    public async Task Reader_StopsReading_LosesItsPlaceAfterTheTimeout()
    {
        static TokenId Next(IReadOnlyList<TokenId> tokens) => tokens[0].Value == 's' || tokens.Count < 5 ? tokens[0] : End;
        var time = new FakeTimeProvider();
        var options = new EngineOptions { StallTimeout = TimeSpan.FromMinutes(1), QueueTimeout = Timeout.InfiniteTimeSpan };
        await using var engine = ScriptedEngine.Create(new ScriptedBackend(Next), options, time);
        await using var stalled = engine.GenerateAsync(new GenerationRequest { Prompt = ByteVocabulary.Parse("s") }, Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await stalled.MoveNextAsync());

        var next = CountAsync(engine, "a");
        while (!next.IsCompleted)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.Equal(5, await next);
        var error = await Assert.ThrowsAsync<ReaderStalledException>(async () =>
        {
            while (await stalled.MoveNextAsync())
            {
            }
        });
        Assert.Equal(TimeSpan.FromMinutes(1), error.Timeout);
    }

    [Fact]
    public async Task Reader_FastAndSlowInTurns_NeverHangs()
    {
        const int Length = 20_000;
        await using var engine = ScriptedEngine.Create(
            new ScriptedBackend(tokens => tokens.Count < Length ? tokens[0] : End) { SequenceLength = Length + 10 });
        var random = new Random(5);
        var count = 0;
        await foreach (var _ in engine.GenerateAsync(new GenerationRequest { Prompt = ByteVocabulary.Parse("a") }, Cancel))
        {
            if (++count % 64 == 0 && random.Next(2) == 0)
                Thread.SpinWait(random.Next(20_000));
        }

        Assert.Equal(Length, count);
    }

    [Fact]
    public async Task Dispose_BesidePosts_AnswersEveryCaller()
    {
        for (var round = 0; round < 200; round++)
        {
            var engine = ScriptedEngine.Create(new ScriptedBackend(tokens => tokens.Count < 5 ? tokens[0] : End));
            var posts = Enumerable.Range(0, 4).Select(_ => Task.Run(() => CountAsync(engine, "a"), Cancel)).ToList();
            await engine.DisposeAsync();
            foreach (var post in posts)
                Assert.True(await Record.ExceptionAsync(() => post) is null or EngineStoppedException);
        }
    }

    [Fact]
    public async Task Summary_NoSeedGiven_TellsTheOneThatWasDrawn()
    {
        await using var engine = ScriptedEngine.Create(new ScriptedBackend(_ => End));
        var request = new GenerationRequest { Prompt = ByteVocabulary.Parse("a") };
        var drawn = await engine.GenerateAsync(request, Cancel).LastAsync(Cancel);
        var given = await engine.GenerateAsync(request with { Sampling = new SamplingOptions { Seed = 7 } }, Cancel).LastAsync(Cancel);
        Assert.NotNull(drawn.Summary);
        Assert.Equal(7u, given.Summary!.Seed);
    }

    private static async Task<int> CountAsync(Step35Engine engine, string prompt)
    {
        var count = ByteVocabulary.Parse(prompt).Count - 1;
        await foreach (var update in engine.GenerateAsync(new GenerationRequest { Prompt = ByteVocabulary.Parse(prompt) }, Cancel))
            count += update.Token is null ? 0 : 1;
        return count;
    }

    private sealed class BrokenLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Error ? throw new InvalidOperationException("log level is gone") : true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new InvalidOperationException("log sink is gone");
    }
}
