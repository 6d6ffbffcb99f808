using Step35.Engine.Drafting;

namespace Step35.Engine.Tests.Drafting;

public class MeasuredCostsTests
{
    private const int MaxTokens = 3;

    private readonly MeasuredCosts _costs = new(sequences: 1, MaxTokens);

    [Fact]
    public void Estimate_SettledButUnknownLength_GrowsHalfAsMuchAsThoseBelow()
    {
        Learn(length: 0, milliseconds: Repeat(10, 30));
        Assert.Equal(0.010, Estimate(3), 0.0001);
        Learn(length: 1, milliseconds: Repeat(15, 6));
        Assert.Equal(0.020, Estimate(3), 0.0001);
    }

    [Fact]
    public void Estimate_JustBegunAndUnknownLength_IsNotTried()
    {
        Learn(length: 0, milliseconds: Repeat(10, 30));
        LearnOne(length: 0, milliseconds: 20, isNew: true);
        Learn(length: 0, milliseconds: Repeat(20, 2));
        Assert.Equal(0.020, Estimate(0), 0.0001);
        Assert.Equal(double.PositiveInfinity, Estimate(1));
    }

    [Fact]
    public void IsKnown_OnlyTheFirstStep_IsFalse()
    {
        LearnOne(length: 0, milliseconds: 500, isNew: true);
        Assert.False(_costs.IsKnown);
        Learn(length: 0, milliseconds: [10]);
        Assert.True(_costs.IsKnown);
        Assert.Equal(0.010, Estimate(0), 0.0001);
    }

    [Fact]
    public void Estimate_FirstStepOfALength_TellsNothing()
    {
        Learn(length: 0, milliseconds: Repeat(10, 30));
        Learn(length: 2, milliseconds: [500, 20, 20, 20]);
        Assert.Equal(0.020, Estimate(2), 0.0001);
    }

    [Fact]
    public void Estimate_OneHoldUp_MovesItLittle()
    {
        Learn(length: 0, milliseconds: [.. Repeat(10, 30), 60_000]);
        Assert.InRange(Estimate(0), 0.010, 0.0106);
    }

    [Fact]
    public void Estimate_NewRequestIsShorter_KeepsTheRatios()
    {
        Learn(length: 0, milliseconds: Repeat(30, 30));
        Learn(length: 3, milliseconds: Repeat(60, 8));
        LearnOne(length: 3, milliseconds: 20, isNew: true);
        Learn(length: 3, milliseconds: Repeat(20, 30));
        Assert.Equal(0.020, Estimate(3), 0.0005);
        Assert.Equal(0.010, Estimate(0), 0.0005);
    }

    [Fact]
    public void Estimate_AllLengthsGrowAlike_FollowsInThoseThatAreNotMeasured()
    {
        Learn(length: 0, milliseconds: Repeat(10, 30));
        Learn(length: 3, milliseconds: Repeat(20, 8));
        Learn(length: 0, milliseconds: [.. Repeat(10, 20), .. Repeat(30, 60)]);
        Assert.Equal(0.060, Estimate(3), 0.002);
    }

    [Fact]
    public void Estimate_OneLengthGrowsDearer_LearnsItWhereTheyAlternate()
    {
        Learn(length: 0, milliseconds: Repeat(10, 30));
        Learn(length: 3, milliseconds: Repeat(20, 8));
        for (var round = 0; round < 10; round++)
        {
            Learn(length: 0, milliseconds: Repeat(10, 30));
            Learn(length: 3, milliseconds: Repeat(50, 8));
        }

        Assert.Equal(0.010, Estimate(0), 0.0005);
        Assert.Equal(0.050, Estimate(3), 0.003);
    }

    [Fact]
    public void Estimate_HeadsTakeTime_HoldsTheirShare()
    {
        Learn(length: 0, milliseconds: Repeat(10, 30));
        Learn(length: 2, milliseconds: Repeat(20, 8), draftingMilliseconds: 5);
        Assert.Equal(0.025, Estimate(2), 0.0005);
    }

    private double Estimate(int length) =>
        _costs.Estimate(new DraftCandidate(Sequences: 1, Rows: 1 + length, HeadDrafts: length > 0 ? 1 : 0, ExpectedTokens: 1), length);

    private void Learn(int length, IReadOnlyList<int> milliseconds, int draftingMilliseconds = 0)
    {
        foreach (var time in milliseconds)
            LearnOne(length, time, isNew: false, draftingMilliseconds);
    }

    private void LearnOne(int length, int milliseconds, bool isNew, int draftingMilliseconds = 0) => _costs.Learn(
        new DraftStep
        {
            Length = length,
            HeadDrafts = length > 0 ? 1 : 0,
            Sequences = 1,
            Rows = 1 + length,
            IsSteady = true,
            ReadsPrompts = false,
            DraftTime = TimeSpan.FromMilliseconds(draftingMilliseconds),
            StepTime = TimeSpan.FromMilliseconds(milliseconds),
        },
        isNew);

    private static int[] Repeat(int milliseconds, int times) => [.. Enumerable.Repeat(milliseconds, times)];
}
