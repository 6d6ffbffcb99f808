using CsCheck;
using Step35.Engine.Loops;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Tests.Loops;

public sealed class LoopDetectorTests
{
    private static readonly LoopLimit Limit = new(MinTokens: 40, MinRounds: 4);

    private static readonly Gen<TokenId[]> Few = Gen.Int[0, 2].Select(value => new TokenId(value)).Array[1, 12];

    // Parts that repeat inside of parts that repeat: where a guess at the period goes wrong first.
    private static readonly Gen<TokenId[]> Nested = Gen.Select(Few, Gen.Int[1, 9]).Array[1, 4]
        .Select(parts => parts.SelectMany(part => Repeat(part.Item1, part.Item2)).ToArray());

    [Fact]
    public void FindPeriod_AnyTokens_AgreesWithTheDefinition() =>
        Gen.Select(Nested, Gen.Int[1, 6], Gen.Int[1, 40], Gen.Int[2, 5]).Sample((part, times, tokens, rounds) =>
        {
            var answer = Repeat(part, times);
            var limit = new LoopLimit(tokens, rounds);
            Assert.Equal(FindByDefinition(answer, limit), new LoopDetector().FindPeriod(answer, limit));
        });

    [Fact]
    public void FindPeriod_PartRepeatedAfterAnyStart_IsFound() =>
        Gen.Select(Nested, Nested).Sample((start, part) =>
            Assert.InRange(new LoopDetector().FindPeriod([.. start, .. Repeat(part, 40)], Limit) ?? 0, 1, part.Length));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(LoopLimit.MaxPeriod)]
    public void FindPeriod_ExactlyEnoughRounds_IsFoundAndOneTokenLessIsNot(int period)
    {
        TokenId[] part = [.. Enumerable.Range(0, period).Select(value => new TokenId(value))];
        var answer = Repeat(part, Math.Max(Limit.MinRounds, (Limit.MinTokens + period - 1) / period))[^Math.Max(Limit.MinTokens, Limit.MinRounds * period)..];
        Assert.Equal(period, new LoopDetector().FindPeriod(answer, Limit));
        Assert.Null(new LoopDetector().FindPeriod(answer.AsSpan(1), Limit));
    }

    [Fact]
    public void FindPeriod_LongerPart_IsNoLoop()
    {
        TokenId[] part = [.. Enumerable.Range(0, LoopLimit.MaxPeriod + 1).Select(value => new TokenId(value))];
        Assert.Null(new LoopDetector().FindPeriod(Repeat(part, 8), Limit));
    }

    [Fact]
    public void FindPeriod_LoopThatWasLeft_IsNoLoop() =>
        Assert.Null(new LoopDetector().FindPeriod([.. Repeat([new(1), new(2)], 100), new TokenId(3)], Limit));

    private static TokenId[] Repeat(TokenId[] part, int times) => [.. Enumerable.Repeat(part, times).SelectMany(tokens => tokens)];

    private static int? FindByDefinition(TokenId[] answer, LoopLimit limit)
    {
        for (var length = limit.MinTokens; length <= Math.Min(answer.Length, limit.Window); length++)
        {
            var end = answer[^length..];
            var period = Enumerable.Range(1, length).First(shift => end.Skip(shift).SequenceEqual(end.SkipLast(shift)));
            if (period > LoopLimit.MaxPeriod)
                return null;
            if (length >= period * limit.MinRounds)
                return period;
        }

        return null;
    }
}
