using Step35.Engine.Decoding;
using Step35.Engine.Generation;
using Step35.Engine.Scheduling;
using Step35.Engine.Tokenization;
using Step35.TestModels;
using Step35.TestModels.Scripted;

namespace Step35.Engine.Tests.Scheduling;

public class SchedulerTests
{
    private static readonly IReadOnlyList<TokenId> Prompt = ByteVocabulary.Parse("prompt");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Generate_ScriptedAnswer_StreamsItAndSumsUp()
    {
        await using var engine = ScriptedEngine.Create(ScriptedBackend.Answering(Prompt.Count, "héllo"));
        var (text, summary) = await RunAsync(engine, new GenerationRequest { Prompt = Prompt });
        Assert.Equal("héllo", text);
        Assert.Equal((FinishReason.EndOfTurn, Prompt.Count, 7), (summary.FinishReason, summary.PromptTokens, summary.GeneratedTokens));
    }

    [Theory]
    [InlineData(3, "hel", FinishReason.MaxTokens)]
    [InlineData(6, "hello", FinishReason.EndOfTurn)]
    public async Task Generate_TokenLimit_EndsThere(int maxTokens, string expected, FinishReason reason)
    {
        await using var engine = ScriptedEngine.Create(ScriptedBackend.Answering(Prompt.Count, "hello"));
        var (text, summary) = await RunAsync(engine, new GenerationRequest { Prompt = Prompt, MaxTokens = maxTokens });
        Assert.Equal((expected, reason), (text, summary.FinishReason));
    }

    [Fact]
    public async Task Generate_StopSequence_EndsBeforeIt()
    {
        await using var engine = ScriptedEngine.Create(ScriptedBackend.Answering(Prompt.Count, "one\nEND two"));
        var (text, summary) = await RunAsync(engine, new GenerationRequest { Prompt = Prompt, StopSequences = ["END"] });
        Assert.Equal(("one\n", FinishReason.StopSequence), (text, summary.FinishReason));
    }

    [Fact]
    public async Task Generate_HeldBackStopPrefixAtTheEnd_IsNotLost()
    {
        await using var engine = ScriptedEngine.Create(ScriptedBackend.Answering(Prompt.Count, "one EN"));
        var (text, _) = await RunAsync(engine, new GenerationRequest { Prompt = Prompt, StopSequences = ["END"] });
        Assert.Equal("one EN", text);
    }

    [Fact]
    public async Task Generate_ContextFills_EndsWithContextFull()
    {
        var backend = new ScriptedBackend(_ => new TokenId('x')) { SequenceLength = 10 };
        await using var engine = ScriptedEngine.Create(backend);
        var (text, summary) = await RunAsync(engine, new GenerationRequest { Prompt = Prompt });
        Assert.Equal(("xxxx", FinishReason.ContextFull), (text, summary.FinishReason));
    }

    [Fact]
    public async Task Generate_PromptAsLongAsTheContext_NamesBothNumbers()
    {
        await using var engine = ScriptedEngine.Create(new ScriptedBackend(_ => default) { SequenceLength = 6 });
        var error = await Assert.ThrowsAsync<ContextFullException>(() => RunAsync(engine, new GenerationRequest { Prompt = Prompt }));
        Assert.Equal((6, 6), (error.PromptTokens, error.ContextLength));
        Assert.Contains("6 tokens", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_LongPrompt_IsReadInSlices()
    {
        var sizes = new List<int>();
        var prompt = ByteVocabulary.Parse(new string('p', 100));
        var backend = new ScriptedBackend(_ => ByteVocabulary.Special("<|im_end|>"))
        {
            MaxBatchTokens = 64,
            BeforeDecode = batch => sizes.Add(batch.Count),
        };
        await using var engine = ScriptedEngine.Create(backend);
        await RunAsync(engine, new GenerationRequest { Prompt = prompt });
        Assert.Equal([32, 32, 32, 4], sizes);
    }

    [Fact]
    public async Task Generate_SeveralSequences_ShareBatchesAndKeepApart()
    {
        // Each answer is its own prompt's first letter, twenty times: a mix-up would show.
        static TokenId Next(IReadOnlyList<TokenId> tokens) => tokens.Count < 60 ? tokens[0] : ByteVocabulary.Special("<|im_end|>");
        var widest = 0;
        using var allPosted = new ManualResetEventSlim();
        var backend = new ScriptedBackend(Next)
        {
            SequenceCount = 3,
            MaxBatchTokens = 48,
            BeforeDecode = batch =>
            {
                allPosted.Wait();
                widest = Math.Max(widest, batch.Count);
            },
        };
        await using var engine = ScriptedEngine.Create(backend);
        var requests = "abcdefgh".Select(letter => RunAsync(engine, new GenerationRequest { Prompt = ByteVocabulary.Parse(new string(letter, 40)) })).ToList();
        allPosted.Set();
        var answers = await Task.WhenAll(requests);
        Assert.Equal("abcdefgh".Select(letter => new string(letter, 20)), answers.Select(answer => answer.Text));
        Assert.Equal(48, widest);
        Assert.Equal(0, backend.LiveSamplers);
    }

    [Fact]
    public async Task Generate_QueueFull_IsRefusedAndTheOthersGoOn()
    {
        using var gate = new ManualResetEventSlim();
        static TokenId Next(IReadOnlyList<TokenId> tokens) => tokens.Count < 8 ? new TokenId('x') : ByteVocabulary.Special("<|im_end|>");
        var backend = new ScriptedBackend(Next) { BeforeDecode = _ => gate.Wait() };
        await using var engine = ScriptedEngine.Create(backend, new EngineOptions { QueueCapacity = 1 });
        var request = new GenerationRequest { Prompt = Prompt };

        // However the scheduler's thread is timed, one request runs, at most one waits, and four cannot all be held.
        var tasks = Enumerable.Range(0, 4).Select(_ => RunAsync(engine, request)).ToList();
        gate.Set();
        var outcomes = await Task.WhenAll(tasks.Select(async task => await Record.ExceptionAsync(() => task)));
        Assert.Contains(outcomes, error => error is EngineOverloadedException { QueueCapacity: 1 });
        Assert.Contains(outcomes, error => error is null);
        Assert.All(outcomes, error => Assert.True(error is null or EngineOverloadedException, error?.ToString()));
    }

    [Fact]
    public async Task Generate_Cancelled_FreesItsPlaceForTheNext()
    {
        var backend = new ScriptedBackend(tokens => tokens[0] == new TokenId('e') ? new TokenId('x') : ByteVocabulary.Special("<|im_end|>"));
        await using var engine = ScriptedEngine.Create(backend);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in engine.GenerateAsync(new GenerationRequest { Prompt = ByteVocabulary.Parse("endless") }, source.Token))
                await source.CancelAsync();
        });
        await RunAsync(engine, new GenerationRequest { Prompt = Prompt });
        Assert.Equal(0, backend.LiveSamplers);
    }

    [Fact]
    public async Task Generate_ReaderLeavesEarly_FreesItsPlace()
    {
        var backend = new ScriptedBackend(tokens => tokens[0] == new TokenId('e') ? new TokenId('x') : ByteVocabulary.Special("<|im_end|>"));
        await using var engine = ScriptedEngine.Create(backend);
        await foreach (var _ in engine.GenerateAsync(new GenerationRequest { Prompt = ByteVocabulary.Parse("endless") }, Cancel))
            break;
        await RunAsync(engine, new GenerationRequest { Prompt = Prompt });
        Assert.Equal(0, backend.LiveSamplers);
    }

    [Fact]
    public async Task Generate_SlowReader_PausesOnlyItself()
    {
        static TokenId Next(IReadOnlyList<TokenId> tokens) => tokens.Count < 500 ? tokens[0] : ByteVocabulary.Special("<|im_end|>");
        await using var engine = ScriptedEngine.Create(new ScriptedBackend(Next) { SequenceCount = 2 });
        await using var slow = engine.GenerateAsync(new GenerationRequest { Prompt = ByteVocabulary.Parse("s") }, Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await slow.MoveNextAsync());

        var (fast, _) = await RunAsync(engine, new GenerationRequest { Prompt = ByteVocabulary.Parse("f") });
        Assert.Equal(499, fast.Length);

        var slowLength = slow.Current.Text.Length;
        while (await slow.MoveNextAsync())
            slowLength += slow.Current.Text.Length;
        Assert.Equal(499, slowLength);
    }

    [Fact]
    public async Task Generate_DecodeFails_FailsItsRequestsAndTheEngineGoesOn()
    {
        var failing = true;
        var backend = new ScriptedBackend(_ => ByteVocabulary.Special("<|im_end|>"))
        {
            BeforeDecode = _ =>
            {
                if (failing)
                    throw new DecodeFailedException(-3);
            },
        };
        await using var engine = ScriptedEngine.Create(backend);
        var error = await Assert.ThrowsAsync<DecodeFailedException>(() => RunAsync(engine, new GenerationRequest { Prompt = Prompt }));
        Assert.Equal(-3, error.Status);
        failing = false;
        await RunAsync(engine, new GenerationRequest { Prompt = Prompt });
    }

    [Fact]
    public async Task Dispose_WhileRunning_FailsTheRequestAndFreesTheBackend()
    {
        var backend = new ScriptedBackend(_ => new TokenId('x'));
        var engine = ScriptedEngine.Create(backend);
        var error = await Record.ExceptionAsync(async () =>
        {
            await foreach (var _ in engine.GenerateAsync(new GenerationRequest { Prompt = Prompt }, Cancel))
                await engine.DisposeAsync();
        });
        Assert.IsType<EngineStoppedException>(error);
        Assert.True(backend.IsDisposed);
        Assert.Equal(0, backend.LiveSamplers);
        await engine.DisposeAsync();
        await Assert.ThrowsAsync<EngineStoppedException>(() => RunAsync(engine, new GenerationRequest { Prompt = Prompt }));
    }

    [Fact]
    public async Task Generate_BadRequests_AreRefusedAtOnce()
    {
        await using var engine = ScriptedEngine.Create(new ScriptedBackend(_ => default));
        GenerationRequest[] requests =
        [
            new() { Prompt = [] },
            new() { Prompt = [new TokenId(-1)] },
            new() { Prompt = [new TokenId(100_000)] },
            new() { Prompt = Prompt, MaxTokens = 0 },
            new() { Prompt = Prompt, StopSequences = [""] },
            new() { Prompt = Prompt, Sampling = new SamplingOptions { Temperature = -1 } },
            new() { Prompt = Prompt, Sampling = new SamplingOptions { TopP = 0 } },
            new() { Prompt = Prompt, Sampling = new SamplingOptions { MinP = float.NaN } },
        ];
        Assert.All(requests, request => Assert.ThrowsAny<ArgumentException>(() => engine.GenerateAsync(request, Cancel)));
    }

    private static async Task<(string Text, GenerationSummary Summary)> RunAsync(Step35Engine engine, GenerationRequest request)
    {
        var (text, _, summary) = await engine.CollectAsync(request, Cancel);
        return (text, summary);
    }
}
