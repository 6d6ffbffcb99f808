using CsCheck;
using Step35.Engine.Generation;
using Step35.Engine.Sessions;
using Step35.Engine.Tokenization;
using Step35.TestModels;
using Step35.TestModels.Scripted;

namespace Step35.Engine.Tests.Caching;

/// <summary>Whatever was asked before, the answer is that of a fresh engine.</summary>
/// <remarks>
/// The scripted decoder forgets like one with sliding windows and throws when a token cannot see what it must, and its answers depend on
/// every token of the sequence.
/// </remarks>
public class PrefixReuseTests
{
    private const int AnswerTokens = 12;

    // Few different parts, so that conversations often begin alike; and some that leave another one close to its branch point.
    private static readonly Gen<Question> AnyQuestion = Gen.Select(
        Gen.Select(Gen.Int[1, 2], Gen.Int[0, 1].Array[1, 3], (system, turns) => (int[])[system, .. turns]),
        Gen.OneOf(Gen.Const(((int, int)?)null), Gen.Select(Gen.Int[-4, 4], Gen.Int[5, 30]).Select(departure => ((int, int)?)departure)),
        Gen.Bool,
        Gen.Int[0, 4],
        Gen.Int[0, 16],
        (parts, departure, waits, saving, turn) => new Question(parts, departure, waits, Saves: saving == 0, turn));

    private static readonly Gen<EngineOptions> AnyOptions =
        from budget in Gen.OneOf(Gen.Const(0L), Gen.Const(2_000L), Gen.Const(1L << 30))
        from drafts in Gen.Int[0, 3]
        from slice in Gen.Int[4, 64]
        select new EngineOptions { CheckpointBytes = budget, PrefixStoreBytes = budget * 8, DraftTokens = drafts, PrefillSliceTokens = slice };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Generate_RandomConversations_AnswerAsAFreshEngine() =>
        Gen.Select(AnyQuestion.Array[1, 12], Gen.Int[1, 3], AnyOptions, Gen.Int).Sample(
            (questions, sequences, options, seed) => CheckAsync(questions, NewBackend(sequences, seed), options).GetAwaiter().GetResult(),
            iter: 300);

    [Fact]
    public async Task Generate_NextRound_ComputesOnlyWhatIsNew()
    {
        var backend = NewBackend(sequences: 2, seed: null);
        await using var engine = ScriptedEngine.Create(backend);
        var first = Prompt([1, 2]);
        var answer = await AskAsync(engine, first);
        TokenId[] second = [.. first, .. answer.Tokens, .. ByteVocabulary.Parse("tool result")];
        var summary = (await AskAsync(engine, second)).Summary;
        Assert.Equal(first.Length + answer.Tokens.Count - 1, summary.CachedTokens);
    }

    [Fact]
    public async Task ClearCache_KnownConversation_IsReadAnew()
    {
        var backend = NewBackend(sequences: 2, seed: null);
        await using var engine = ScriptedEngine.Create(backend);
        var prompt = Prompt([1, 2]);
        var answer = await AskAsync(engine, prompt);
        await engine.ClearCacheAsync(Cancel);
        var (tokens, summary) = await AskAsync(engine, prompt);
        Assert.Equal(answer.Tokens, tokens);
        Assert.Equal(0, summary.CachedTokens);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(455)]
    public async Task Generate_NextTurnWithoutReasoning_GoesBackToTheBranchPoint(int branchPoint)
    {
        var backend = NewBackend(sequences: 1, seed: null);
        await using var engine = ScriptedEngine.Create(backend);
        var first = Prompt([1, 2]);
        await AskAsync(engine, first, [branchPoint], maxTokens: 100);
        TokenId[] second = [.. first[..branchPoint], .. ByteVocabulary.Parse("the answer without reasoning, and a question")];
        Assert.Equal(branchPoint, (await AskAsync(engine, second)).Summary.CachedTokens);
    }

    [Theory]
    [InlineData(455, 455, 6)]
    [InlineData(450, 455, 11)]
    public async Task Generate_BranchPointsShortlyBeforeTheEnd_AreReadAgainOnceBesideTheFirstToken(int first, int last, int readAgain)
    {
        var rows = new List<int>();
        var backend = new ScriptedBackend(HashScript.Next) { BeforeDecode = batch => rows.Add(batch.Count) };
        await using var engine = ScriptedEngine.Create(backend, new EngineOptions { DraftTokens = 0 });
        await AskAsync(engine, Prompt([1, 2]), [first, last], maxTokens: 4);
        Assert.Equal([460, readAgain, 1, 1], rows);
    }

    [Fact]
    public async Task Generate_BranchPointsShortlyBeforeTheEndBesideAWriter_AnswersAsAlone()
    {
        Step35Engine? engine = null;
        Task? other = null;
        var backend = new ScriptedBackend(HashScript.Next) { SequenceCount = 2, BeforeDecode = _ => other ??= AskAsync(engine!, Prompt([2])) };
        var options = new EngineOptions { DraftTokens = 3, PrefillSliceTokens = 5 };
        await using (engine = ScriptedEngine.Create(backend, options, heads: new ScriptedPredictor(HashScript.Next, chance: 1)))
        {
            var prompt = Prompt([1, 2]);
            Assert.Equal(HashScript.Continue(prompt, AnswerTokens), (await AskAsync(engine, prompt, [450, 455])).Tokens);
            await other!;
        }
    }

    [Fact]
    public async Task Generate_ConversationWithinTheWindow_GoesBackWithoutACheckpoint()
    {
        var rows = new List<int>();
        var backend = new ScriptedBackend(HashScript.Next) { SlidingWindow = 464, BeforeDecode = batch => rows.Add(batch.Count) };
        await using var engine = ScriptedEngine.Create(backend, new EngineOptions { DraftTokens = 0 });
        var first = Prompt([1, 2]);
        await AskAsync(engine, first, [455], maxTokens: 4);
        Assert.Equal([460, 1, 1, 1], rows);
        TokenId[] second = [.. first[..455], .. ByteVocabulary.Parse("the answer without reasoning, and a question")];
        Assert.Equal(455, (await AskAsync(engine, second)).Summary.CachedTokens);
    }

    [Fact]
    public async Task Generate_BranchPointOutOfSightAtTheEnd_GivesWayAndIsLogged()
    {
        var log = new LogRecorder();
        var backend = new ScriptedBackend(HashScript.Next) { ForgetsWithinSteps = true };
        await using (var engine = ScriptedEngine.Create(backend, logger: log))
            await AskAsync(engine, Prompt([1, 2]), [445]);
        Assert.Contains("Sequence 0 has no checkpoint after 445 tokens: its sliding layers went on too far.", log.Lines);
    }

    [Fact]
    public async Task Generate_AnotherConversationThatBeginsAlike_LeavesTheFirstInPlace()
    {
        var backend = NewBackend(sequences: 2, seed: null);
        await using var engine = ScriptedEngine.Create(backend);
        var first = Prompt([1, 2, 3, 4, 5]);
        var answer = await AskAsync(engine, first, [300]);
        var (_, other) = await AskAsync(engine, Prompt([1, 5]), [300]);
        Assert.Equal(300, other.CachedTokens);
        TokenId[] next = [.. first, .. answer.Tokens, new TokenId('n')];
        Assert.Equal(next.Length - 2, (await AskAsync(engine, next)).Summary.CachedTokens);
    }

    [Fact]
    public async Task Generate_EvictedConversation_ComesBackFromTheStore()
    {
        var backend = NewBackend(sequences: 1, seed: null);
        await using var engine = ScriptedEngine.Create(backend);
        var first = Prompt([1, 2]);
        var answer = await AskAsync(engine, first);
        await AskAsync(engine, Prompt([2, 1]));
        TokenId[] next = [.. first, .. answer.Tokens, new TokenId('n')];
        Assert.Equal(next.Length - 2, (await AskAsync(engine, next)).Summary.CachedTokens);
    }

    [Fact]
    public async Task Generate_StatesThatDoNotFit_AreComputedAgain()
    {
        var backend = NewBackend(sequences: 1, seed: null);
        backend.RefusesStates = true;
        await using var engine = ScriptedEngine.Create(backend);
        var answer = await AskAsync(engine, Prompt([1, 2]));
        await AskAsync(engine, Prompt([2, 1]));
        var again = await AskAsync(engine, Prompt([1, 2]));
        Assert.Equal(answer.Tokens, again.Tokens);
        Assert.Equal(0, again.Summary.CachedTokens);
    }

    private static async Task CheckAsync(Question[] questions, ScriptedBackend backend, EngineOptions options)
    {
        await using (var engine = ScriptedEngine.Create(backend, options, heads: new ScriptedPredictor(HashScript.Next, chance: 0.6)))
        {
            List<Task> running = [];
            foreach (var question in questions)
            {
                running.Add(CheckAsync(engine, question));
                if (question.Waits)
                    await Task.WhenAll(running);
            }

            await Task.WhenAll(running);
        }

        Assert.Equal((0, 0), (backend.LiveStates, backend.LiveSamplers));
    }

    private static async Task CheckAsync(Step35Engine engine, Question question)
    {
        var branchPoint = Prompt(question.Parts[..^1]).Length;
        var prompt = Prompt(question.Parts);
        if (question.Departure is var (offset, length))
            prompt = [.. prompt[..(branchPoint + offset)], .. ByteVocabulary.Parse(new string('!', length))];
        var answer = await AskAsync(engine, prompt, [branchPoint, Math.Min(branchPoint + question.TurnTokens, prompt.Length)]);
        Assert.Equal(HashScript.Continue(prompt, AnswerTokens), answer.Tokens);
        if (question.Saves)
            await SaveAndLoadAsync(engine, [.. prompt, .. answer.Tokens]);
    }

    private static async Task SaveAndLoadAsync(Step35Engine engine, TokenId[] conversation)
    {
        var path = Path.GetTempFileName();
        try
        {
            if (await engine.SaveSessionAsync(path, conversation, Cancel) > 0)
                await engine.LoadSessionAsync(path, Cancel);
        }
        catch (SessionException)
        {
            // The smaller budgets do not hold every session.
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static ScriptedBackend NewBackend(int sequences, int? seed) => new(HashScript.Next)
    {
        SequenceCount = sequences,
        MaxBatchTokens = 64,
        Forgetfulness = seed is { } value ? new Random(value) : null,
    };

    // A system text that several share, then turns; long enough for checkpoints to be worth their while.
    private static TokenId[] Prompt(int[] conversation) =>
        [.. conversation.SelectMany((part, index) => ByteVocabulary.Parse(string.Concat(Enumerable.Repeat($"{index}:{part};", index == 0 ? 75 : 40))))];

    private static async Task<(List<TokenId> Tokens, GenerationSummary Summary)> AskAsync(
        Step35Engine engine, TokenId[] prompt, int[]? branchPoints = null, int maxTokens = AnswerTokens)
    {
        var request = new GenerationRequest { Prompt = prompt, BranchPoints = branchPoints ?? [], MaxTokens = maxTokens };
        var (_, tokens, summary) = await engine.CollectAsync(request, Cancel);
        return (tokens, summary);
    }

    /// <param name="Parts">The system text and the turns.</param>
    /// <param name="Departure">Where, counted from the last turn's start, the text goes another way, and how far; null for nowhere.</param>
    /// <param name="Waits">Whether the next question is asked only when all are answered.</param>
    /// <param name="Saves">Whether the conversation is then saved to a file and loaded from it.</param>
    /// <param name="TurnTokens">How far the second branch point lies behind the first.</param>
    private sealed record Question(int[] Parts, (int Offset, int Length)? Departure, bool Waits, bool Saves, int TurnTokens);
}
