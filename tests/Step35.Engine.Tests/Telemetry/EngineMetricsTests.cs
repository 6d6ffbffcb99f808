using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Step35.Engine.Decoding;
using Step35.Engine.Generation;
using Step35.Engine.Scheduling;
using Step35.Engine.Telemetry;
using Step35.Engine.Tokenization;
using Step35.TestModels.Scripted;

namespace Step35.Engine.Tests.Telemetry;

[Collection(nameof(TelemetryCollection))]
public class EngineMetricsTests
{
    private const string Model = "metrics";

    private static readonly TokenId End = ByteVocabulary.Special("<|im_end|>");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Generate_Answered_ReportsTokensTimesAndSteps()
    {
        using var metrics = new MetricRecorder(Model);
        var time = new FakeTimeProvider();
        var backend = ScriptedBackendOf(tokens => tokens.Count < 11 ? tokens[0] : End, _ => time.Advance(TimeSpan.FromSeconds(1)));
        await using (var engine = ScriptedEngine.Create(backend, new EngineOptions { DraftTokens = 0 }, time, name: Model))
            await RunAsync(engine, "prompt");

        Assert.Equal([6.0], metrics.Values("gen_ai.server.request.duration"));
        Assert.Equal([1.0], metrics.Values("gen_ai.server.time_to_first_token"));
        Assert.Equal([1.0], metrics.Values("gen_ai.server.time_per_output_token"));
        Assert.Equal([6.0, 6.0], metrics.Values("gen_ai.client.token.usage"));
        Assert.Equal(["input", "output"], metrics.Of("gen_ai.client.token.usage").Select(usage => usage.Tags["gen_ai.token.type"]));
        Assert.Equal((6, 6, 0), (metrics.Sum("step35.tokens.input"), metrics.Sum("step35.tokens.output"), metrics.Sum("step35.tokens.cached")));
        Assert.Equal((6, 11), (metrics.Sum("step35.decode.steps"), metrics.Sum("step35.decode.rows")));
        Assert.Equal(Enumerable.Repeat(1.0, 6), metrics.Values("step35.decode.duration"));
        Assert.Equal([0.0], metrics.Values("step35.queue.duration"));
        Assert.Empty(metrics.Of("step35.prefix.hits"));
        Assert.Empty(metrics.Of("step35.requests.refused"));
    }

    [Fact]
    public async Task Generate_Answered_TagsByTheConventions()
    {
        using var metrics = new MetricRecorder(Model);
        await using (var engine = ScriptedEngine.Create(ScriptedBackendOf(_ => End), name: Model))
            await RunAsync(engine, "prompt");

        var tags = Assert.Single(metrics.Of("gen_ai.server.request.duration")).Tags;
        Assert.Equal(("text_completion", "step35", Model), (tags["gen_ai.operation.name"], tags["gen_ai.provider.name"], tags["gen_ai.response.model"]));
        Assert.Equal("completed", tags["step35.outcome"]);
        Assert.DoesNotContain("error.type", tags.Keys);
        Assert.All(metrics.Instruments.OfType<Histogram<double>>(), histogram => Assert.NotEmpty(histogram.Advice!.HistogramBucketBoundaries!));
        Assert.All(metrics.Instruments.OfType<Histogram<long>>(), histogram => Assert.Equal(14, histogram.Advice!.HistogramBucketBoundaries!.Count));
    }

    [Fact]
    public async Task Generate_SecondRound_ReportsWhatWasReused()
    {
        using var metrics = new MetricRecorder(Model);
        var seen = new List<IReadOnlyDictionary<string, double>>();
        var backend = ScriptedBackendOf(tokens => tokens.Count % 10 == 9 ? End : new TokenId('x'), _ => seen.Add(metrics.Observe()));
        await using (var engine = ScriptedEngine.Create(backend, name: Model))
        {
            await RunAsync(engine, "prompt");
            seen.Clear();
            await RunAsync(engine, "promptxxxmore");
        }

        Assert.Equal((19, 9, 1), (metrics.Sum("step35.tokens.input"), metrics.Sum("step35.tokens.cached"), metrics.Sum("step35.prefix.hits")));
        Assert.Equal((1, 0, 9), (seen[0]["step35.sequences.busy"], seen[0]["step35.queue.length"], seen[0]["step35.kv.tokens"]));
        Assert.Equal(9.0 / backend.SequenceLength, seen[0]["step35.kv.utilization"]);
    }

    [Fact]
    public async Task Observe_EvictedConversation_ShowsCheckpointsAndStore()
    {
        using var metrics = new MetricRecorder(Model);
        var seen = new List<IReadOnlyDictionary<string, double>>();
        var backend = ScriptedBackendOf(_ => End, _ => seen.Add(metrics.Observe()));
        await using var engine = ScriptedEngine.Create(backend, name: Model);
        await RunAsync(engine, new string('a', 100), branchPoint: 50);
        await RunAsync(engine, new string('b', 10));

        // A scripted state takes 8 bytes, 8 for each of the window's 8 cells, and 4 for each token where it holds all layers.
        Assert.Equal((72, 0), (seen[1]["step35.checkpoints.size"], seen[1]["step35.prefix_store.size"]));
        Assert.Equal((72, 472), (seen[2]["step35.checkpoints.size"], seen[2]["step35.prefix_store.size"]));
    }

    [Fact]
    public async Task Queue_FullAndLeft_AccountsForEachRequestOnce()
    {
        using var metrics = new MetricRecorder(Model);
        using var gate = new Gate();
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var engine = ScriptedEngine.Create(ScriptedBackendOf(_ => End, gate.Pass), new EngineOptions { QueueCapacity = 2 }, name: Model);
        var running = RunAsync(engine, "running");
        await gate.EnteredAsync();
        var waiting = RunAsync(engine, "waiting");
        var leaving = RunAsync(engine, "leaving", cancel: source.Token);
        await Assert.ThrowsAsync<EngineOverloadedException>(() => RunAsync(engine, "refused"));
        Assert.Equal((2, 1), (metrics.Observe()["step35.queue.length"], metrics.Observe()["step35.sequences.busy"]));

        await source.CancelAsync();
        gate.Open();
        await Task.WhenAll(running, waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        await engine.DisposeAsync();
        Assert.Equivalent(
            new Dictionary<(string, string?), int>
            {
                [("completed", null)] = 2,
                [("cancelled", null)] = 1,
                [("refused", typeof(EngineOverloadedException).FullName)] = 1,
            },
            metrics.CountRequests(),
            strict: true);
        Assert.Equal("overload", Assert.Single(metrics.Of("step35.requests.refused")).Tags["step35.refusal.reason"]);
        Assert.Equal(2, metrics.Of("step35.queue.duration").Count);
        Assert.Equal(4, metrics.Of("gen_ai.client.token.usage").Count);
    }

    [Fact]
    public async Task Queue_WaitsTooLong_CountsARefusal()
    {
        using var metrics = new MetricRecorder(Model);
        using var gate = new Gate();
        var time = new FakeTimeProvider();
        var options = new EngineOptions { QueueTimeout = TimeSpan.FromMinutes(1) };
        await using var engine = ScriptedEngine.Create(ScriptedBackendOf(_ => End, gate.Pass), options, time, name: Model);
        var running = RunAsync(engine, "running");
        await gate.EnteredAsync();
        var waiting = RunAsync(engine, "waiting");
        time.Advance(TimeSpan.FromMinutes(1));
        gate.Open();
        await running;
        await Assert.ThrowsAsync<QueueTimeoutException>(() => waiting);
        Assert.Equal("queue_timeout", Assert.Single(metrics.Of("step35.requests.refused")).Tags["step35.refusal.reason"]);
        Assert.Equal(1, metrics.CountRequests()[("refused", typeof(QueueTimeoutException).FullName)]);
    }

    [Fact]
    public async Task Prompt_TooLong_CountsARefusal()
    {
        using var metrics = new MetricRecorder(Model);
        await using var engine = ScriptedEngine.Create(new ScriptedBackend(_ => End) { SequenceLength = 6 }, name: Model);
        await Assert.ThrowsAsync<ContextFullException>(() => RunAsync(engine, "prompt"));
        Assert.Throws<ContextFullException>(() => engine.EncodePrompt([new PromptSegment(new string('a', 10_000), IsTemplate: false)]));
        Assert.Equal(["context_full", "context_full"], metrics.Of("step35.requests.refused").Select(refusal => refusal.Tags["step35.refusal.reason"]));
        Assert.Equal(1, Assert.Single(metrics.CountRequests()).Value);
    }

    [Fact]
    public async Task Generate_CallerLeaves_CountsWhatWasWritten()
    {
        using var metrics = new MetricRecorder(Model);
        var time = new FakeTimeProvider();
        await using (var engine = ScriptedEngine.Create(ScriptedBackendOf(tokens => tokens[0]), time: time, name: Model))
        {
            await foreach (var _ in engine.GenerateAsync(RequestOf("endless"), Cancel))
                break;
        }

        Assert.Equal(1, metrics.CountRequests().Single().Value);
        var usage = metrics.Values("gen_ai.client.token.usage");
        Assert.Equal((7.0, metrics.Sum("step35.tokens.output")), (usage[0], usage[1]));
        Assert.Empty(metrics.Of("gen_ai.server.time_to_first_token"));
    }

    [Fact]
    public async Task Decode_Fails_CountsAFailure()
    {
        using var metrics = new MetricRecorder(Model);
        static void FailAtTen(DecoderBatch batch)
        {
            if (batch.Rows[0].Position == 10)
                throw new DecodeFailedException(1);
        }

        var backend = ScriptedBackendOf(tokens => tokens[0], FailAtTen);
        await using var engine = ScriptedEngine.Create(backend, new EngineOptions { DraftTokens = 0 }, name: Model);
        await Assert.ThrowsAsync<DecodeFailedException>(() => RunAsync(engine, "prompt"));
        Assert.Equal((("failed", typeof(DecodeFailedException).FullName), 1), (metrics.CountRequests().Single().Key, metrics.CountRequests().Single().Value));
        Assert.Equal(5, metrics.Sum("step35.tokens.output"));
        Assert.Empty(metrics.Of("step35.requests.refused"));
    }

    [Fact]
    public async Task Dispose_RunningAndWaiting_CountsBothAsFailed()
    {
        using var metrics = new MetricRecorder(Model);
        using var gate = new Gate();
        var engine = ScriptedEngine.Create(ScriptedBackendOf(tokens => tokens[0], gate.Pass), name: Model);
        var running = RunAsync(engine, "running");
        await gate.EnteredAsync();
        var waiting = RunAsync(engine, "waiting");
        var disposal = engine.DisposeAsync();
        gate.Open();
        await disposal;
        await Assert.ThrowsAsync<EngineStoppedException>(() => running);
        await Assert.ThrowsAsync<EngineStoppedException>(() => waiting);
        Assert.Equal((("failed", typeof(EngineStoppedException).FullName), 2), (metrics.CountRequests().Single().Key, metrics.CountRequests().Single().Value));
        Assert.Empty(metrics.Observe());
    }

    [Fact]
    public async Task Engines_OfOneModel_AreToldApart()
    {
        using var metrics = new MetricRecorder(Model);
        await using (var first = ScriptedEngine.Create(ScriptedBackendOf(_ => End), name: Model))
            await RunAsync(first, "a");
        await using (var second = ScriptedEngine.Create(ScriptedBackendOf(_ => End), name: Model))
            await RunAsync(second, "b");
        var ids = metrics.Of("gen_ai.server.request.duration").Select(request => request.Tags["step35.engine.id"]);
        Assert.Equal(2, ids.Distinct().Count());
    }

    [Fact]
    public async Task Requests_ComingLeavingAndFailing_AreEachReportedOnce()
    {
        const int Posted = 400;
        using var metrics = new MetricRecorder(Model);
        using var activities = new ActivityRecorder(Model);
        var steps = 0;
        var backend = new ScriptedBackend(tokens => tokens.Count < 20 ? tokens[0] : End)
        {
            SequenceCount = 3,
            BeforeDecode = _ =>
            {
                if (++steps % 50 == 0)
                    throw new DecodeFailedException(1);
            },
        };
        await using (var engine = ScriptedEngine.Create(backend, new EngineOptions { QueueCapacity = 8 }, name: Model))
            await Task.WhenAll(Enumerable.Range(0, Posted).Select(index => Task.Run(() => LeaveAfterAsync(engine, index % 25), Cancel)));
        Assert.Equal(Posted, metrics.CountRequests().Values.Sum());
        Assert.Equal(Posted, activities.Stopped.Distinct().Count());
        Assert.Equal(Posted, activities.Stopped.Count);
        Assert.Equal(metrics.Sum("step35.tokens.input") + metrics.Sum("step35.tokens.output"), metrics.Sum("gen_ai.client.token.usage"));
    }

    [Fact]
    public async Task Listener_ThrowsEveryTime_HearsWhatAnotherHears()
    {
        var heard = await CountMeasurementsAsync(afterRecord: null);
        Assert.Equal(heard, await CountMeasurementsAsync(() => throw new InvalidOperationException("listener is gone")));
        Assert.Equal(17, heard.Count);
    }

    [Fact]
    public void StepDone_NobodyListens_AllocatesNothing()
    {
        using var telemetry = new EngineTelemetry(Model, TimeProvider.System);
        telemetry.StepDone(1, 1, TimeSpan.Zero);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 1000; step++)
            telemetry.StepDone(1, 1, TimeSpan.Zero);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ScriptedBackend ScriptedBackendOf(Func<IReadOnlyList<TokenId>, TokenId> next, Action<DecoderBatch>? beforeDecode = null) =>
        new(next) { BeforeDecode = beforeDecode };

    private static async Task<SortedDictionary<string, int>> CountMeasurementsAsync(Action? afterRecord)
    {
        using var metrics = new MetricRecorder(Model) { AfterRecord = afterRecord };
        var backend = ScriptedBackendOf(tokens => tokens.Count % 10 == 9 ? End : new TokenId('x'));
        await using (var engine = ScriptedEngine.Create(backend, new EngineOptions { DraftTokens = 1 }, name: Model))
        {
            await RunAsync(engine, "prompt");
            await RunAsync(engine, "promptxxxmore");
            await Assert.ThrowsAsync<ContextFullException>(() => RunAsync(engine, new string('a', 10_000)));
        }

        return new(metrics.Instruments.ToDictionary(instrument => instrument.Name, instrument => metrics.Of(instrument.Name).Count));
    }

    private static GenerationRequest RequestOf(string prompt, int? branchPoint = null) =>
        new() { Prompt = ByteVocabulary.Parse(prompt), BranchPoints = branchPoint is { } point ? [point] : [] };

    private static async Task RunAsync(Step35Engine engine, string prompt, int? branchPoint = null, CancellationToken? cancel = null)
    {
        await foreach (var _ in engine.GenerateAsync(RequestOf(prompt, branchPoint), cancel ?? Cancel))
        {
        }
    }

    private static async Task LeaveAfterAsync(Step35Engine engine, int tokens)
    {
        try
        {
            await foreach (var _ in engine.GenerateAsync(RequestOf("a"), Cancel))
                if (tokens-- == 0)
                    break;
        }
        catch (Step35Exception)
        {
            // Refused or failed, as many are meant to be.
        }
    }

    /// <summary>Holds the scheduler before its first step until it is opened.</summary>
    private sealed class Gate : IDisposable
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _open = new();

        public Task EnteredAsync() => _entered.Task.WaitAsync(Cancel);

        public void Open() => _open.Set();

        public void Pass(DecoderBatch batch)
        {
            _entered.TrySetResult();
            _open.Wait();
        }

        public void Dispose() => _open.Dispose();
    }
}
