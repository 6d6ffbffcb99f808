using Step35.Engine.Decoding;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;
using Step35.TestModels;
using Step35.TestModels.Scripted;

namespace Step35.Engine.Tests.Drafting;

public class DraftingTests
{
    private static readonly TokenId[] Prompt = [.. ByteVocabulary.Parse("the prompt of these tests")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 40)]
    [InlineData(1, 20)]
    [InlineData(3, 10)]
    public async Task Generate_GuessesAlwaysRight_TakesAsFewStepsAsCanBe(int draftTokens, int steps)
    {
        var taken = 0;
        var backend = new ScriptedBackend(HashScript.Next) { BeforeDecode = _ => taken++ };
        await using var engine = Create(backend, draftTokens, chance: 1);
        var (tokens, summary) = await AskAsync(engine, maxTokens: 41);
        Assert.Equal(HashScript.Continue(Prompt, 41), tokens);
        Assert.Equal(1 + steps, taken);
        Assert.Equal((40 - steps, 40 - steps), (summary.DraftedTokens, summary.AcceptedDraftTokens));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public async Task Generate_GuessesSometimesRight_WritesWhatItWouldAnyway(double chance)
    {
        await using var engine = Create(new ScriptedBackend(HashScript.Next), draftTokens: 3, chance);
        var (tokens, summary) = await AskAsync(engine, maxTokens: 200);
        Assert.Equal(HashScript.Continue(Prompt, 200), tokens);
        Assert.InRange(summary.AcceptedDraftTokens, 0, summary.DraftedTokens);
        Assert.Equal(chance == 0, summary.AcceptedDraftTokens == 0);
    }

    [Fact]
    public async Task Generate_TurnEndsWithinADraft_KeepsWhatCameBefore()
    {
        var end = ByteVocabulary.Special("<|im_end|>");
        TokenId Next(IReadOnlyList<TokenId> sequence) => sequence.Count == Prompt.Length + 5 ? end : HashScript.Next(sequence);
        await using var engine = ScriptedEngine.Create(
            new ScriptedBackend(Next), new EngineOptions { DraftTokens = 3, PromptLookup = false }, heads: new ScriptedPredictor(Next, chance: 1));
        var (tokens, summary) = await AskAsync(engine, maxTokens: null);
        Assert.Equal([.. HashScript.Continue(Prompt, 5), end], tokens);
        Assert.Equal(FinishReason.EndOfTurn, summary.FinishReason);

        // The turn's end was guessed, so that it is computed already when the conversation goes on.
        var next = await engine.CollectAsync(new GenerationRequest { Prompt = [.. Prompt, .. tokens, new TokenId('x')], MaxTokens = 1 }, Cancel);
        Assert.Equal(Prompt.Length + tokens.Count, next.Summary.CachedTokens);
    }

    [Fact]
    public async Task Generate_ContextEnds_FillsItToTheLastToken()
    {
        await using var engine = Create(new ScriptedBackend(HashScript.Next) { SequenceLength = Prompt.Length + 10 }, draftTokens: 3, chance: 1);
        var (tokens, summary) = await AskAsync(engine, maxTokens: null);
        Assert.Equal((10, FinishReason.ContextFull), (tokens.Count, summary.FinishReason));
    }

    [Fact]
    public async Task Generate_RequestWithItsOwnLength_OverridesTheEngine()
    {
        await using var engine = Create(new ScriptedBackend(HashScript.Next), draftTokens: 3, chance: 1);
        var request = new GenerationRequest { Prompt = Prompt, MaxTokens = 30, DraftTokens = 0 };
        Assert.Equal(0, (await engine.CollectAsync(request, Cancel)).Summary.DraftedTokens);
    }

    [Fact]
    public async Task Generate_NegativeLength_Throws()
    {
        await using var engine = Create(new ScriptedBackend(HashScript.Next), draftTokens: 3, chance: 1);
        Assert.Throws<ArgumentException>(() => engine.GenerateAsync(new GenerationRequest { Prompt = Prompt, DraftTokens = -1 }, Cancel));
    }

    [Fact]
    public async Task Generate_NoHeads_GuessesByLookup()
    {
        static TokenId Next(IReadOnlyList<TokenId> sequence) => new('a' + (sequence.Count % 5));
        await using var engine = ScriptedEngine.Create(new ScriptedBackend(Next), new EngineOptions { DraftTokens = 3 });
        Assert.InRange((await AskAsync(engine, maxTokens: 100)).Summary.AcceptedDraftTokens, 60, 100);
    }

    [Fact]
    public async Task Generate_ManyAtOnce_NeverOverfillsTheBatch()
    {
        var widest = 0;
        var backend = new ScriptedBackend(HashScript.Next) { SequenceCount = 4, MaxBatchTokens = 6, BeforeDecode = batch => widest = Math.Max(widest, batch.Count) };
        await using var engine = Create(backend, draftTokens: 3, chance: 0.5);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => AskAsync(engine, maxTokens: 50)));
        Assert.All(answers, answer => Assert.Equal(HashScript.Continue(Prompt, 50), answer.Tokens));
        Assert.InRange(widest, 1, 6);
    }

    [Fact]
    public async Task Generate_PromptBesideDraftsThatFillTheBatch_IsReadMeanwhile()
    {
        var shared = 0;
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var posted = new TaskCompletionSource();
        void Watch(DecoderBatch batch)
        {
            if (batch.Count == batch.Capacity && begun.TrySetResult())
                posted.Task.Wait(Cancel);
            shared += batch.Rows[0].Sequence != batch.Rows[^1].Sequence ? 1 : 0;
        }

        var backend = new ScriptedBackend(HashScript.Next) { SequenceCount = 2, MaxBatchTokens = 4, BeforeDecode = Watch };
        await using var engine = Create(backend, draftTokens: 3, chance: 1);
        var writer = AskAsync(engine, maxTokens: 400);
        Assert.Same(begun.Task, await Task.WhenAny(begun.Task, writer));
        var reader = AskAsync(engine, maxTokens: 1);
        posted.SetResult();
        await Task.WhenAll(writer, reader);
        Assert.InRange(shared, 1, Prompt.Length);
    }

    [Fact]
    public async Task Generate_StepFails_OthersGoOnDrafting()
    {
        var steps = 0;
        void FailOnce(DecoderBatch batch)
        {
            if (++steps == 4)
                throw new DecodeFailedException(1);
        }

        await using var engine = Create(new ScriptedBackend(HashScript.Next) { BeforeDecode = FailOnce }, draftTokens: 3, chance: 1);
        await Assert.ThrowsAsync<DecodeFailedException>(() => AskAsync(engine, maxTokens: 50));
        Assert.Equal(HashScript.Continue(Prompt, 50), (await AskAsync(engine, maxTokens: 50)).Tokens);
    }

    private static Step35Engine Create(ScriptedBackend backend, int draftTokens, double chance) => ScriptedEngine.Create(
        backend, new EngineOptions { DraftTokens = draftTokens, PromptLookup = false }, heads: new ScriptedPredictor(HashScript.Next, chance));

    private static async Task<(List<TokenId> Tokens, GenerationSummary Summary)> AskAsync(Step35Engine engine, int? maxTokens)
    {
        var (_, tokens, summary) = await engine.CollectAsync(new GenerationRequest { Prompt = Prompt, MaxTokens = maxTokens }, Cancel);
        return (tokens, summary);
    }
}
