using System.Collections.Concurrent;
using CsCheck;
using Step35.Engine.Drafting;

namespace Step35.Engine.Tests.Drafting;

/// <summary>The length against machines that are simulated: what rows and guesses cost, and how often guesses are right.</summary>
public class AdaptiveLengthTests
{
    private const int MaxTokens = 3;
    private const int Tokens = 20_000;
    private const int LongestAnswer = 4_000;

    // From a GPU, where rows are nearly free, to a CPU, where each brings its own experts.
    private static readonly Gen<SimulatedMachine> AnyMachine =
        from rowCost in Gen.Double[0, 1.2]
        from guessCost in Gen.Double[0, 0.3]
        from sequences in Gen.Int[1, 8]
        from chance in Gen.OneOf(Gen.Const(0.0), Gen.Const(1.0), Gen.Double[0, 1])
        from growthOfLongest in Gen.Double[0, 1.5]
        from switchCost in Gen.Double[0, 0.5]
        from noise in Gen.Double[0, 0.4]
        from answerLength in Gen.Int[128, LongestAnswer]
        let growth = growthOfLongest * answerLength / LongestAnswer
        from seed in Gen.Int
        select new SimulatedMachine(rowCost, guessCost, sequences, chance, growth, switchCost, noise, answerLength * sequences, seed);

    [Fact]
    public void Choose_AnyMachine_ComesCloseToTheBestFixedLength()
    {
        var shares = new ConcurrentBag<double>();
        AnyMachine.Sample(
            machine =>
            {
                var best = Enumerable.Range(0, MaxTokens + 1).Max(length => machine.MeasureRate(_ => length, Tokens));
                var share = machine.MeasureRate(new AdaptiveLength(machine.Sequences, MaxTokens), Tokens) / best;
                Assert.True(share >= 0.95, $"{share:P1} of the best fixed length on {machine}");
                shares.Add(share);
            },
            iter: 300);
        Assert.InRange(shares.Average(), 0.985, 1.02);
    }

    [Fact]
    public void Choose_GuessesTurnRight_BeginsToDraft()
    {
        var policy = new AdaptiveLength(maxSequences: 1, MaxTokens);
        var wrong = new SimulatedMachine(RowCost: 0.1, GuessCost: 0.05, Sequences: 1, Chance: 0, Growth: 0, SwitchCost: 0, Noise: 0, AnswerLength: Tokens, Seed: 1);
        wrong.MeasureRate(policy, Tokens);
        var right = wrong with { Chance = 1 };
        right.MeasureRate(policy, Tokens);
        Assert.True(right.MeasureRate(policy, Tokens) >= 0.95 * right.MeasureRate(_ => MaxTokens, Tokens));
    }

    [Fact]
    public void Choose_RowsBecomeDear_Stops()
    {
        var policy = new AdaptiveLength(maxSequences: 1, MaxTokens);
        var cheap = new SimulatedMachine(RowCost: 0.05, GuessCost: 0.05, Sequences: 1, Chance: 0.6, Growth: 0, SwitchCost: 0, Noise: 0, AnswerLength: Tokens, Seed: 1);
        cheap.MeasureRate(policy, Tokens);
        var dear = cheap with { RowCost = 1 };
        dear.MeasureRate(policy, Tokens);
        Assert.True(dear.MeasureRate(policy, Tokens) >= 0.95 * dear.MeasureRate(_ => 0, Tokens));
    }
}
