using Step35.Engine.Generation;
using Step35.Engine.Loops;
using Step35.Engine.Thinking;
using Step35.Engine.Tokenization;
using Step35.TestModels;
using Step35.TestModels.Scripted;

namespace Step35.Engine.Tests.Scheduling;

/// <summary>Answers that end otherwise than the model would: broken loops and closed thinking.</summary>
public sealed class SteeredAnswerTests
{
    private static readonly IReadOnlyList<TokenId> Prompt = ByteVocabulary.Parse("prompt");

    [Theory]
    [InlineData(LoopGuard.Strict, FinishReason.Loop)]
    [InlineData(LoopGuard.Gentle, FinishReason.Loop)]
    [InlineData(LoopGuard.Off, FinishReason.ContextFull)]
    public async Task Generate_ModelThatOnlyLoops_EndsAsTheGuardSays(LoopGuard guard, FinishReason reason)
    {
        await using var engine = ScriptedEngine.Create(new ScriptedBackend(_ => new TokenId('x')) { SequenceLength = 1200 });
        Assert.Equal(reason, (await RunAsync(engine, new GenerationRequest { Prompt = Prompt, LoopGuard = guard })).Summary.FinishReason);
    }

    [Fact]
    public async Task Generate_LoopWithAWayOut_TakesItAndEndsTheTurn()
    {
        // After one other token the script finds its end.
        var end = ByteVocabulary.Special("<|im_end|>");
        var backend = new ScriptedBackend(sequence => sequence[^1] == new TokenId('y') ? end : new TokenId('x')) { SecondChoice = new TokenId('y') };
        await using var engine = ScriptedEngine.Create(backend);

        var (text, _, summary) = await RunAsync(engine, new GenerationRequest { Prompt = Prompt, LoopGuard = LoopGuard.Strict });

        Assert.Equal(FinishReason.EndOfTurn, summary.FinishReason);
        Assert.Equal(new string('x', 512) + "y", text);
    }

    [Fact]
    public async Task Generate_ThinkingUsedUp_IsClosedAndTheAnswerFollows()
    {
        var (start, close) = (ByteVocabulary.Special("<think>"), ByteVocabulary.Special("</think>"));
        var backend = new ScriptedBackend(sequence => sequence.Contains(close) ? ByteVocabulary.Special("<|im_end|>") : new TokenId('h'));
        await using var engine = ScriptedEngine.Create(backend);
        var limit = new ThinkingLimit { MaxTokens = 4, Start = start, Ends = [close], Closing = [new('\n'), close, new('\n')], StartsOpen = true };

        var (text, _, summary) = await RunAsync(
            engine, new GenerationRequest { Prompt = [.. Prompt, start], Thinking = limit, VisibleSpecialTokens = [close] });

        Assert.Equal(("hhhh\n</think>\n", FinishReason.EndOfTurn), (text, summary.FinishReason));
    }

    [Fact]
    public async Task Generate_ThinkingUsedUpInsideACharacter_IsClosedBehindIt()
    {
        var (start, close) = (ByteVocabulary.Special("<think>"), ByteVocabulary.Special("</think>"));
        var thought = ByteVocabulary.Parse("🙂🙂");
        var backend = new ScriptedBackend(sequence => sequence.Contains(close)
            ? ByteVocabulary.Special("<|im_end|>")
            : thought[(sequence.Count - Prompt.Count - 1) % thought.Count]);
        await using var engine = ScriptedEngine.Create(backend);
        var limit = new ThinkingLimit { MaxTokens = 1, Start = start, Ends = [close], Closing = [new('\n'), close], StartsOpen = true };

        var (text, _, _) = await RunAsync(
            engine, new GenerationRequest { Prompt = [.. Prompt, start], Thinking = limit, VisibleSpecialTokens = [close] });

        Assert.Equal("🙂\n</think>", text);
    }

    [Theory]
    [InlineData(0, 260)]
    [InlineData(4, 9999)]
    [InlineData(4, 5)]
    public async Task Generate_LimitThatCannotWork_IsRefused(int maxTokens, int closing)
    {
        await using var engine = ScriptedEngine.Create(new ScriptedBackend(_ => new TokenId('x')));
        var limit = new ThinkingLimit { MaxTokens = maxTokens, Start = new(259), Ends = [new(260)], Closing = [new(closing)] };
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(engine, new GenerationRequest { Prompt = Prompt, Thinking = limit }));
    }

    private static Task<(string Text, List<TokenId> Tokens, GenerationSummary Summary)> RunAsync(Step35Engine engine, GenerationRequest request) =>
        engine.CollectAsync(request, TestContext.Current.CancellationToken);
}
