using CsCheck;
using Step35.Engine.Drafting;

namespace Step35.Engine.Tests.Drafting;

/// <summary>The length against machines that are simulated: what rows and guesses cost, and how often guesses are right.</summary>
public class AdaptiveLengthTests
{
    private const int MaxTokens = 3;
    private const int Tokens = 20_000;
    private const double Least = 0.93;
    private const int ShortestAnswer = 64;
    private const int LongestAnswer = 4_000;

    // From a GPU, where rows are nearly free, to a CPU, where each brings its own experts.
    private static readonly Gen<SimulatedMachine> AnyMachine =
        from rowCost in Gen.Double[0, 1.2]
        from guessCost in Gen.Double[0, 0.5]
        from catchUpCost in Gen.Double[0, 0.25]
        from sequences in Gen.Int[1, 8]
        from chance in Gen.OneOf(Gen.Const(0.0), Gen.Const(1.0), Gen.Double[0, 1])
        from growthOfLongest in Gen.Double[0, 1.5]
        from switchCost in Gen.Double[0, 0.5]
        from coldness in Gen.Double[0, 1]
        from noise in Gen.Double[0, 0.4]
        from answerLength in Gen.Int[ShortestAnswer, LongestAnswer]
        from seed in Gen.Int
        select new SimulatedMachine
        {
            RowCost = rowCost,
            GuessCost = guessCost,
            CatchUpCost = catchUpCost,
            Sequences = sequences,
            Chance = chance,
            Growth = growthOfLongest * answerLength / LongestAnswer,
            SwitchCost = switchCost,
            Coldness = coldness,
            Noise = noise,
            AnswerLength = answerLength,
            Seed = seed,
        };

    [Fact]
    public void Choose_AnyMachine_ComesCloseToTheBestFixedLength()
    {
        // The same machines every time: the worst of hundreds drawn anew would now and then be one in a thousand.
        var random = new PCG(stream: 35, seed: 35);
        var shares = Enumerable.Range(0, 300).Select(_ => AnyMachine.Generate(random, null, out var _)).AsParallel().Select(machine =>
        {
            var tokens = Tokens * machine.Sequences;
            var best = Enumerable.Range(0, MaxTokens + 1).Max(length => machine.MeasureRate(length, tokens));
            var share = machine.MeasureRate(new AdaptiveLength(machine.Sequences, MaxTokens), tokens) / best;
            Assert.True(share >= Least, $"{share:P1} of the best fixed length on {machine}");
            return share;
        }).ToList();
        Assert.InRange(shares.Average(), 0.99, 1.02);
        Assert.InRange(shares.Count(share => share < 0.97), 0, 6);
    }

    [Fact]
    public void Choose_GuessesTurnRight_BeginsToDraft()
    {
        var policy = new AdaptiveLength(maxSequences: 1, MaxTokens);
        var wrong = new SimulatedMachine { RowCost = 0.1, GuessCost = 0.05, Chance = 0 };
        wrong.MeasureRate(policy, Tokens);
        var right = wrong with { Chance = 1 };
        right.MeasureRate(policy, Tokens);
        Assert.True(right.MeasureRate(policy, Tokens) >= 0.95 * right.MeasureRate(MaxTokens, Tokens));
    }

    [Fact]
    public void Choose_RowsBecomeDear_Stops()
    {
        var policy = new AdaptiveLength(maxSequences: 1, MaxTokens);
        var cheap = new SimulatedMachine { RowCost = 0.05, GuessCost = 0.05, Chance = 0.6 };
        cheap.MeasureRate(policy, Tokens);
        var dear = cheap with { RowCost = 1 };
        dear.MeasureRate(policy, Tokens);
        Assert.True(dear.MeasureRate(policy, Tokens) >= 0.95 * dear.MeasureRate(0, Tokens));
    }
}
