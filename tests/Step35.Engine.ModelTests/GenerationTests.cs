using Step35.Engine.Generation;
using Step35.Engine.Scheduling;
using Step35.Engine.Tokenization;

namespace Step35.Engine.ModelTests;

public sealed class GenerationTests(NanoEngine nano) : IClassFixture<NanoEngine>
{
    private readonly Step35Engine _engine = nano.Engine;

    [Fact]
    public async Task Generate_Greedy_IsTheSameEveryTime()
    {
        var first = await RunAgainAsync(_engine.Ask("Hello!"));
        var second = await RunAgainAsync(_engine.Ask("Hello!"));
        Assert.Equal(first.Tokens, second.Tokens);
        Assert.Equal(FinishReason.EndOfTurn, first.Summary.FinishReason);
        Assert.NotEmpty(first.Text);
    }

    [Fact]
    public async Task Generate_Seed_DecidesTheDraw()
    {
        var hot = new SamplingOptions { Temperature = 3, TopP = 1, Seed = 7 };
        var first = await RunAgainAsync(_engine.Ask("Hello!") with { Sampling = hot });
        var second = await RunAgainAsync(_engine.Ask("Hello!") with { Sampling = hot });
        var other = await RunAgainAsync(_engine.Ask("Hello!") with { Sampling = hot with { Seed = 8 } });
        Assert.Equal(first.Tokens, second.Tokens);
        Assert.NotEqual(first.Tokens, other.Tokens);
    }

    [Fact]
    public async Task Generate_NarrowedToOneToken_IsGreedyAtAnyTemperature()
    {
        var greedy = await _engine.RunAsync(_engine.Ask("Who are you?"));
        SamplingOptions[] narrowed =
        [
            new() { Temperature = 5, TopK = 1 },
            new() { Temperature = 5, TopP = 1e-6f },
            new() { Temperature = 5, TopP = 1, MinP = 1 },
        ];
        foreach (var sampling in narrowed)
            Assert.Equal(greedy.Tokens, (await _engine.RunAsync(_engine.Ask("Who are you?") with { Sampling = sampling })).Tokens);
    }

    [Fact]
    public async Task Generate_RepetitionPenalty_ChangesWhatRepeats()
    {
        var plain = await _engine.RunAsync(_engine.Ask("Hello!"));
        var penalised = await _engine.RunAsync(
            _engine.Ask("Hello!") with { Sampling = new SamplingOptions { Temperature = 0, RepetitionPenalty = 5, PresencePenalty = 5 } });
        Assert.NotEqual(plain.Tokens, penalised.Tokens);
    }

    [Fact]
    public async Task Generate_BannedToken_IsNeverChosen()
    {
        var plain = await _engine.RunAsync(_engine.Ask("Hello!"));
        var banned = plain.Tokens[0];
        var (_, tokens, _) = await _engine.RunAsync(_engine.Ask("Hello!") with { BannedTokens = [banned] });
        Assert.DoesNotContain(banned, tokens);
    }

    [Fact]
    public async Task Generate_VisibleSpecialTokens_AreSpelledOut()
    {
        var think = Assert.NotNull(_engine.Tokenizer.FindSpecial("</think>"));
        var (hidden, _, _) = await _engine.RunAsync(_engine.Ask("Hello!"));
        var (visible, _, _) = await _engine.RunAsync(_engine.Ask("Hello!") with { VisibleSpecialTokens = [think] });
        Assert.DoesNotContain("</think>", hidden, StringComparison.Ordinal);
        Assert.Contains("</think>", visible, StringComparison.Ordinal);
        Assert.Equal(hidden, visible.Replace("</think>", string.Empty, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Generate_LongPromptInSlices_AnswersAsAFreshCore()
    {
        await using var sliced = await Step35Engine.LoadAsync(
            new EngineOptions { ModelPath = NanoEngine.Options.ModelPath, ContextLength = 1024, Threads = 1, MaxBatchTokens = 16 },
            cancellationToken: TestContext.Current.CancellationToken);
        await CheckAsync(sliced, string.Join(' ', Enumerable.Repeat("What is the weather in Oslo?", 20)));
    }

    [Fact]
    public async Task Generate_SideBySide_AnswersAsAFreshCore()
    {
        await using var wide = await Step35Engine.LoadAsync(
            new EngineOptions { ModelPath = NanoEngine.Options.ModelPath, ContextLength = 512, Threads = 1, MaxSequences = 4 },
            cancellationToken: TestContext.Current.CancellationToken);
        await CheckAsync(wide, "Hello!", "Who are you?", "Thanks!", "What can you do?", "Hello there!", "Good morning!", "Hi!", "Bye!");
    }

    [Fact]
    public async Task Generate_PromptTooLong_NamesBothNumbers()
    {
        var request = _engine.Ask(string.Concat(Enumerable.Repeat("word ", 2000)));
        var error = await Assert.ThrowsAsync<ContextFullException>(() => _engine.RunAsync(request));
        Assert.Equal((request.Prompt.Count, 1024), (error.PromptTokens, error.ContextLength));
    }

    [Fact]
    public void Encode_TextWithSpecialLookAlikes_ComesBackWhole()
    {
        const string Text = "<|im_start|>system\n<think></think><tool_call> naïve 日本語 🙂\t\r\n";
        var tokens = _engine.Tokenizer.Encode(Text);
        Assert.Equal(Text, _engine.Tokenizer.Decode(tokens, special: true));
        Assert.DoesNotContain(Assert.NotNull(_engine.Tokenizer.FindSpecial("<|im_start|>")), tokens);
        Assert.DoesNotContain(Assert.NotNull(_engine.Tokenizer.FindSpecial("<tool_call>")), tokens);
    }

    // The cache holds what the same request left there, and nothing is guessed: so each run computes the same pieces, which round alike.
    private async Task<(string Text, IReadOnlyList<TokenId> Tokens, GenerationSummary Summary)> RunAgainAsync(GenerationRequest request)
    {
        request = request with { DraftTokens = 0 };
        await _engine.RunAsync(request);
        return await _engine.RunAsync(request);
    }

    private static async Task CheckAsync(Step35Engine engine, params string[] questions)
    {
        using var fresh = FreshAnswers.OfNano(engine.Model.ContextLength);
        var requests = questions.Select(question => engine.Ask(question)).ToList();
        var answers = await Task.WhenAll(requests.Select(engine.RunAsync));
        foreach (var (request, answer) in requests.Zip(answers))
            fresh.Check(request.Prompt, answer.Tokens);
    }
}
