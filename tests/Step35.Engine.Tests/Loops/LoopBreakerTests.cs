using CsCheck;
using Step35.Engine.Loops;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Tests.Loops;

public sealed class LoopBreakerTests
{
    private const int StrictTokens = 512;
    private const int LargeContext = 32_768;

    public static TheoryData<string> Texts { get; } = [.. RepetitiveText.All.Keys];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Observe_TextThatRepeatsForGoodReason_IsLeftAlone(string name)
    {
        var text = RepetitiveText.All[name];
        foreach (var tokens in new[] { RepetitiveText.AsBytes(text), RepetitiveText.AsWords(text) })
            Assert.Equal(-1, FindFirstBreak(LoopGuard.Gentle, tokens));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Observe_SameTextAfterALoopWasBroken_EndsNothing(string name)
    {
        var breaker = LoopBreaker.Create(LoopGuard.Gentle, LargeContext)!;
        TokenId[] answer = [.. Enumerable.Repeat(new TokenId(1), 4096), new TokenId(2), .. RepetitiveText.AsWords(RepetitiveText.All[name])];
        Watch(breaker, answer);
        Assert.False(breaker.IsStuck);
    }

    [Theory]
    [InlineData(LoopGuard.Gentle, 1, 4096)]
    [InlineData(LoopGuard.Gentle, 40, 4096)]
    [InlineData(LoopGuard.Gentle, 1000, 8000)]
    [InlineData(LoopGuard.Strict, 1, 512)]
    [InlineData(LoopGuard.Strict, 40, 512)]
    [InlineData(LoopGuard.Strict, 100, 800)]
    public void Observe_EndlessLoop_IsBrokenWithinAStride(LoopGuard guard, int period, int expected) =>
        Assert.InRange(FindFirstBreak(guard, Cycle(period, 10_000)), expected, expected + 64);

    [Theory]
    [InlineData(4096, 1024)]
    [InlineData(1024, StrictTokens)]
    [InlineData(LargeContext, 4096)]
    public void Observe_LoopInASmallContext_IsBrokenBeforeTheContextEnds(int contextLength, int expected) =>
        Assert.InRange(FindFirstBreak(LoopGuard.Gentle, Cycle(1, 10_000), contextLength), expected, expected + 64);

    [Fact]
    public void Observe_Off_DoesNothing() => Assert.Null(LoopBreaker.Create(LoopGuard.Off, LargeContext));

    [Fact]
    public void Observe_Loop_AvoidsTheTokenThatWouldContinueItForAWhile()
    {
        var breaker = LoopBreaker.Create(LoopGuard.Strict, LargeContext)!;
        List<TokenId> answer = [.. Cycle(3, StrictTokens + 64)];
        var found = FindFirstBreak(LoopGuard.Strict, answer.ToArray());
        answer.RemoveRange(found, answer.Count - found);
        Watch(breaker, answer.ToArray());
        Assert.Equal(new TokenId(found % 3), breaker.Avoided);

        for (var token = 0; token < 16; token++)
        {
            Assert.NotNull(breaker.Avoided);
            answer.Add(new TokenId(100 + token));
            breaker.Observe(answer.ToArray());
        }

        Assert.Null(breaker.Avoided);
    }

    [Fact]
    public void Observe_LoopThatCannotBeLeft_IsStuckAfterThreeBreaks()
    {
        var breaker = LoopBreaker.Create(LoopGuard.Strict, LargeContext)!;
        var answer = Cycle(5, 2000);
        var end = Enumerable.Range(1, answer.Length).First(length =>
        {
            breaker.Observe(answer.AsSpan(0, length));
            return breaker.IsStuck;
        });
        Assert.InRange(end, StrictTokens + (3 * StrictTokens / 4), StrictTokens + (3 * StrictTokens / 4) + 64);
    }

    [Fact]
    public void Observe_LoopsFarApart_AreEachBrokenAnew() => Gen.Int[1, 20].Array[5, 5].Sample(
        periods =>
        {
            var breaker = LoopBreaker.Create(LoopGuard.Strict, LargeContext)!;
            Watch(breaker, [.. periods.SelectMany(period => Cycle(period, StrictTokens + 64).Concat(Distinct(6 * StrictTokens)))]);
            Assert.False(breaker.IsStuck);
        },
        iter: 20);

    private static TokenId[] Cycle(int period, int length) => [.. Enumerable.Range(0, length).Select(index => new TokenId(index % period))];

    private static IEnumerable<TokenId> Distinct(int length) => Enumerable.Range(1000, length).Select(value => new TokenId(value));

    private static void Watch(LoopBreaker breaker, TokenId[] answer)
    {
        for (var length = 1; length <= answer.Length; length++)
            breaker.Observe(answer.AsSpan(0, length));
    }

    private static int FindFirstBreak(LoopGuard guard, TokenId[] answer, int contextLength = LargeContext)
    {
        var breaker = LoopBreaker.Create(guard, contextLength)!;
        for (var length = 1; length <= answer.Length; length++)
        {
            breaker.Observe(answer.AsSpan(0, length));
            if (breaker.Avoided is not null)
                return length;
        }

        return -1;
    }
}
