using Step35.Engine.Generation;
using Step35.Engine.Tokenization;
using Step35.TestModels;

namespace Step35.Engine.ModelTests.Caching;

/// <summary>What is reused is as much as can be, and the answers are those of a fresh native core.</summary>
public sealed class KnownPrefixTests : IDisposable
{
    private const int ContextLength = 1024;
    private const int AnswerTokens = 12;
    private const long Plenty = 1L << 30;

    private readonly FreshAnswers _fresh = FreshAnswers.OfNano(ContextLength, AnswerTokens);

    public void Dispose() => _fresh.Dispose();

    [Fact]
    public async Task Generate_BesideSevenOthers_AnswersAsAlone()
    {
        await using var engine = await LoadAsync(sequences: 8, budgetBytes: Plenty);
        var prompts = Enumerable.Range(0, 8).Select(number => Chat(number, turns: 1 + (number / 3)).Prompt).ToList();
        await Task.WhenAll(prompts.Select(prompt => AskAsync(engine, prompt)));
        var again = await Task.WhenAll(prompts.Select(prompt => AskAsync(engine, prompt)));
        Assert.Equal(prompts.Select(prompt => prompt.Length - 1), again.Select(answer => answer.Summary.CachedTokens));
    }

    [Fact]
    public async Task Generate_NextRound_ComputesOnlyWhatIsNew()
    {
        await using var engine = await LoadAsync(sequences: 2, budgetBytes: 0);
        var chat = Chat(text: 0, turns: 2);
        var (tokens, _) = await AskAsync(engine, chat.Prompt);
        var known = chat.Prompt.Length + tokens.Count - 1;
        Move(chat, ReuseMove.NextRound, answer: tokens);
        Assert.Equal(known, (await AskAsync(engine, chat.Prompt)).Summary.CachedTokens);
    }

    [Theory]
    [InlineData(Plenty)]
    [InlineData(0)]
    public async Task Generate_GivenWayToAnother_ComesBackAsFarAsTheStoreHolds(long budgetBytes)
    {
        await using var engine = await LoadAsync(sequences: 1, budgetBytes);
        var chat = Chat(text: 0, turns: 2);
        var (tokens, _) = await AskAsync(engine, chat.Prompt);
        var known = chat.Prompt.Length + tokens.Count - 1;
        await AskAsync(engine, Chat(text: 1, turns: 1).Prompt);
        Move(chat, ReuseMove.NextRound, answer: tokens);
        Assert.Equal(budgetBytes == 0 ? 0 : known, (await AskAsync(engine, chat.Prompt)).Summary.CachedTokens);
    }

    // A checkpoint holds the window before its last token: enough to go on from there or from one token earlier, but no more.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(-1, -1)]
    [InlineData(-2, null)]
    public async Task Generate_EditBeyondTheWindow_GoesOnFromTheCheckpoint(int offset, int? known)
    {
        var branchPoint = Chat(text: 0, turns: 1).BranchPoints[0];
        Assert.Equal(known is { } fromPoint ? branchPoint + fromPoint : 0, await GoBackAsync(branchPoint + offset, isMarked: true, Plenty));
    }

    [Theory]
    [InlineData(false, Plenty)]
    [InlineData(true, 0)]
    public async Task Generate_EditWithoutCheckpoint_ComputesAll(bool isMarked, long budgetBytes) =>
        Assert.Equal(0, await GoBackAsync(Chat(text: 0, turns: 1).BranchPoints[0], isMarked, budgetBytes));

    [Fact]
    public async Task Generate_CheckpointsOfWhatWasCutAway_AreNotUsed()
    {
        await using var engine = await LoadAsync(sequences: 1, Plenty);
        var chat = Chat(text: 0, turns: 1);
        var first = chat.BranchPoints[0];
        for (var turn = 0; turn < 3; turn++)
        {
            await AskAsync(engine, chat.Prompt, chat.BranchPoints);
            Move(chat, ReuseMove.NextTurn);
        }

        var cutAway = chat.BranchPoints[^3];
        TokenId[] other = [.. chat.Prompt[..first], .. Chat(text: 1, turns: 4).Prompt[^500..]];
        Assert.Equal(first, (await AskAsync(engine, other)).Summary.CachedTokens);
        Assert.Equal(first, (await AskAsync(engine, [.. other[..(cutAway + 1)], .. other[^60..]])).Summary.CachedTokens);
    }

    /// <summary>Leads a conversation far on, then goes back to so many tokens; tells how many of them were known.</summary>
    private async Task<int> GoBackAsync(int length, bool isMarked, long budgetBytes)
    {
        await using var engine = await LoadAsync(sequences: 1, budgetBytes);
        var chat = Chat(text: 0, turns: 1);
        for (var turn = 0; turn < 4; turn++)
        {
            await AskAsync(engine, chat.Prompt, isMarked ? chat.BranchPoints : []);
            Move(chat, ReuseMove.NextTurn);
        }

        return (await AskAsync(engine, [.. chat.Prompt[..length], .. Chat(text: 1, turns: 1).Prompt[^60..]])).Summary.CachedTokens;
    }

    private Conversation Chat(int text, int turns)
    {
        var chat = new Conversation(_fresh.Tokenizer, ContextLength - AnswerTokens);
        Move(chat, ReuseMove.Begin, text % 3);
        for (var turn = 1; turn < turns; turn++)
            Move(chat, ReuseMove.NextTurn, (text + turn) % 3);
        return chat;
    }

    private static void Move(Conversation chat, ReuseMove move, int text = 2, IReadOnlyList<TokenId>? answer = null) =>
        chat.Move(new ReuseStep(Chat: 0, move, text), [.. answer ?? []]);

    private static Task<Step35Engine> LoadAsync(int sequences, long budgetBytes) => Step35Engine.LoadAsync(
        new ReuseSetting(sequences, budgetBytes, budgetBytes, BatchTokens: 96).Of(NanoModel.Path, ContextLength),
        cancellationToken: TestContext.Current.CancellationToken);

    private async Task<(IReadOnlyList<TokenId> Tokens, GenerationSummary Summary)> AskAsync(
        Step35Engine engine, TokenId[] prompt, IReadOnlyList<int>? branchPoints = null)
    {
        var (_, tokens, summary) = await engine.RunAsync(new GenerationRequest
        {
            Prompt = prompt,
            BranchPoints = branchPoints ?? [],
            Sampling = new SamplingOptions { Temperature = 0 },
            MaxTokens = AnswerTokens,
        });
        _fresh.Check(prompt, tokens);
        return (tokens, summary);
    }
}
