using Step35.Engine.Generation;
using Step35.Engine.Scheduling;

namespace Step35.Engine.ModelTests;

public sealed class GenerationTests(NanoEngine nano) : IClassFixture<NanoEngine>
{
    private readonly Step35Engine _engine = nano.Engine;

    [Fact]
    public async Task Generate_Greedy_IsTheSameEveryTime()
    {
        var first = await _engine.RunAsync(_engine.Ask("Hello!"));
        var second = await _engine.RunAsync(_engine.Ask("Hello!"));
        Assert.Equal(first.Tokens, second.Tokens);
        Assert.Equal(FinishReason.EndOfTurn, first.Summary.FinishReason);
        Assert.NotEmpty(first.Text);
    }

    [Fact]
    public async Task Generate_Seed_DecidesTheDraw()
    {
        var hot = new SamplingOptions { Temperature = 3, TopP = 1, Seed = 7 };
        var first = await _engine.RunAsync(_engine.Ask("Hello!") with { Sampling = hot, DraftTokens = 0 });
        var second = await _engine.RunAsync(_engine.Ask("Hello!") with { Sampling = hot, DraftTokens = 0 });
        var other = await _engine.RunAsync(_engine.Ask("Hello!") with { Sampling = hot with { Seed = 8 }, DraftTokens = 0 });
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
    public async Task Generate_LongPrompt_GivesTheSameInSlicesAsAtOnce()
    {
        await using var sliced = await Step35Engine.LoadAsync(
            new EngineOptions { ModelPath = NanoEngine.Options.ModelPath, ContextLength = 1024, Threads = 1, MaxBatchTokens = 16 },
            cancellationToken: TestContext.Current.CancellationToken);
        var question = string.Join(' ', Enumerable.Repeat("What is the weather in Oslo?", 20));
        var whole = await _engine.RunAsync(_engine.Ask(question));
        Assert.Equal(whole.Tokens, (await sliced.RunAsync(sliced.Ask(question))).Tokens);
    }

    [Fact]
    public async Task Generate_SideBySide_AnswersAsAlone()
    {
        await using var wide = await Step35Engine.LoadAsync(
            new EngineOptions { ModelPath = NanoEngine.Options.ModelPath, ContextLength = 512, Threads = 1, MaxSequences = 4 },
            cancellationToken: TestContext.Current.CancellationToken);
        string[] questions = ["Hello!", "Who are you?", "Thanks!", "What can you do?", "Hello there!", "Good morning!", "Hi!", "Bye!"];
        var together = await Task.WhenAll(questions.Select(question => wide.RunAsync(wide.Ask(question))));
        foreach (var (question, answer) in questions.Zip(together))
            Assert.Equal((await _engine.RunAsync(_engine.Ask(question))).Text, answer.Text);
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
}
