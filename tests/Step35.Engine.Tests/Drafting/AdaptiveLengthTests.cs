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

    // Nearly every step begins some answer, for which the heads read the prompt first.
    private static readonly Gen<SimulatedMachine> BusyMachine =
        from rowCost in Gen.Double[0, 1]
        from catchUpCost in Gen.Double[0, 0.25]
        from chance in Gen.Double[0.3, 1]
        from answerLength in Gen.Int[ShortestAnswer, 256]
        from coldness in Gen.Double[0, 3]
        from promptTokens in Gen.Int[0, 64]
        from seed in Gen.Int
        select new SimulatedMachine
        {
            RowCost = rowCost,
            GuessCost = 0.1,
            CatchUpCost = catchUpCost,
            Sequences = 32,
            Chance = chance,
            Coldness = coldness,
            Noise = 0.2,
            AnswerLength = answerLength,
            PromptTokens = promptTokens,
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
            var share = machine.MeasureRate(new AdaptiveLength(), tokens) / best;
            Assert.True(share >= Least, $"{share:P1} of the best fixed length on {machine}");
            return share;
        }).ToList();
        Assert.InRange(shares.Average(), 0.99, 1.02);
        Assert.InRange(shares.Count(share => share < 0.97), 0, 6);
    }

    [Fact]
    public void Choose_GuessesTurnRight_BeginsToDraft()
    {
        var policy = new AdaptiveLength();
        var wrong = new SimulatedMachine { RowCost = 0.1, GuessCost = 0.05, Chance = 0 };
        wrong.MeasureRate(policy, Tokens);
        var right = wrong with { Chance = 1 };
        right.MeasureRate(policy, Tokens);
        Assert.True(right.MeasureRate(policy, Tokens) >= 0.95 * right.MeasureRate(MaxTokens, Tokens));
    }

    [Fact]
    public void Choose_RowsBecomeDear_Stops()
    {
        var policy = new AdaptiveLength();
        var cheap = new SimulatedMachine { RowCost = 0.05, GuessCost = 0.05, Chance = 0.6 };
        cheap.MeasureRate(policy, Tokens);
        var dear = cheap with { RowCost = 1 };
        dear.MeasureRate(policy, Tokens);
        Assert.True(dear.MeasureRate(policy, Tokens) >= 0.95 * dear.MeasureRate(0, Tokens));
    }

    [Fact]
    public void Choose_ManyShortAnswers_ComesCloseToTheBestFixedLength()
    {
        var random = new PCG(stream: 35, seed: 36);
        var shares = Enumerable.Range(0, 40).Select(_ => BusyMachine.Generate(random, null, out var _)).AsParallel().Select(machine =>
        {
            var tokens = 4_000 * machine.Sequences;
            var best = Enumerable.Range(0, MaxTokens + 1).Max(length => machine.MeasureRate(length, tokens));
            return machine.MeasureRate(new AdaptiveLength(), tokens) / best;
        }).ToList();
        Assert.InRange(shares.Average(), 0.965, 1.02);
        Assert.InRange(shares.Min(), 0.88, 1.02);
    }

    [Fact]
    public void Choose_SomeSequencesEnd_KnowsWhatPaysForTheOthers()
    {
        const int few = 50;
        var policy = new AdaptiveLength();
        var all = new SimulatedMachine { RowCost = 0.01, GuessCost = 0.02, Chance = 1, Sequences = 32 };
        all.MeasureRate(policy, Tokens);
        var fewer = all with { Sequences = 27 };
        Assert.True(fewer.MeasureRate(policy, few * 27) >= 0.95 * fewer.MeasureRate(MaxTokens, few * 27));
    }

    [Fact]
    public void Choose_LookupsPayAndHeadsDoNot_GuessesWhileThereAreLookups()
    {
        const int run = 4;
        var policy = new AdaptiveLength();
        var (byLookup, byHeads) = (0, 0);
        for (var step = 0; step < Tokens; step++)
        {
            var isFound = step / run % 2 == 0;
            var length = Step(isFound);
            byLookup += isFound && length > 0 ? 1 : 0;
            byHeads += !isFound && length > 0 ? 1 : 0;
        }

        Assert.InRange(byLookup, Tokens / 8, Tokens);
        Assert.InRange(byHeads, 0, byLookup / 4);

        // A lookup is free and always right, heads take as long as a step and are right half of the time.
        int Step(bool isFound)
        {
            var length = policy.Choose([.. Enumerable.Range(0, MaxTokens + 1).Select(
                tokens => new DraftCandidate(1, 1 + tokens, isFound || tokens == 0 ? 0 : 1, 1 + (tokens * (isFound ? 1 : 0.5))))]);
            policy.Learn(new DraftStep
            {
                HeadDrafts = isFound || length == 0 ? 0 : 1,
                Sequences = 1,
                Rows = 1 + length,
                ReadsPrompts = false,
                DraftTime = SimulatedMachine.MeasureTime(isFound ? 0 : length),
                StepTime = SimulatedMachine.MeasureTime(1 + (0.2 * length)),
            });
            return length;
        }
    }

    [Fact]
    public void Choose_RoomForFewerLengthsAmongMore_StaysWithinThem()
    {
        var policy = new AdaptiveLength();
        var few = new SimulatedMachine { RowCost = 0, GuessCost = 0.01, Chance = 1, Sequences = 17 };
        few.MeasureRate(policy, Tokens);
        DraftCandidate[] narrow = [.. Enumerable.Range(0, MaxTokens).Select(length => new DraftCandidate(24, 24 * (1 + length), 24, 24 * (1 + length)))];
        for (var step = 0; step < ShortestAnswer; step++)
            Assert.InRange(policy.Choose(narrow), 0, MaxTokens - 1);
    }
}
