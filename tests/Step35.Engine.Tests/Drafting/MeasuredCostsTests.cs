using Step35.Engine.Drafting;

namespace Step35.Engine.Tests.Drafting;

public class MeasuredCostsTests
{
    [Fact]
    public void Estimate_UnknownSize_IsThatOfTheNextSmaller()
    {
        var costs = new MeasuredCosts(8);
        Assert.Equal(0, costs.Estimate(5));
        Learn(costs, size: 2, milliseconds: [10, 10, 10]);
        Assert.Equal((0, 0.010, 0.010), (costs.Estimate(1), costs.Estimate(2), costs.Estimate(7)));
    }

    [Fact]
    public void Estimate_FirstTimes_CountByTheirLeast()
    {
        var costs = new MeasuredCosts(8);
        Learn(costs, size: 2, milliseconds: [500, 12, 10]);
        Assert.Equal(0.010, costs.Estimate(2));
    }

    [Fact]
    public void Estimate_OneHoldUp_MovesItByAQuarterAtMost()
    {
        var costs = new MeasuredCosts(8);
        Learn(costs, size: 2, milliseconds: [10, 10, 10, 60_000]);
        Assert.InRange(costs.Estimate(2), 0.010, 0.01251);
    }

    [Fact]
    public void Estimate_CostChanges_Follows()
    {
        var costs = new MeasuredCosts(8);
        Learn(costs, size: 2, milliseconds: [.. Enumerable.Repeat(10, 3), .. Enumerable.Repeat(30, 60)]);
        Assert.Equal(0.030, costs.Estimate(2), 0.001);
    }

    [Fact]
    public void Estimate_AllSizesGrowAlike_FollowsInThoseThatAreNotMeasured()
    {
        var costs = new MeasuredCosts(8);
        Learn(costs, size: 4, milliseconds: [20, 20, 20]);
        Learn(costs, size: 1, milliseconds: [.. Enumerable.Repeat(10, 40)]);
        Learn(costs, size: 1, milliseconds: [.. Enumerable.Repeat(30, 60)]);
        Assert.Equal(0.060, costs.Estimate(4), 0.002);
    }

    [Fact]
    public void Estimate_OneSizeAlternatesWithOthers_LearnsItsOwnCost()
    {
        var costs = new MeasuredCosts(8);
        for (var round = 0; round < 40; round++)
        {
            Learn(costs, size: 1, milliseconds: [10, 10]);
            Learn(costs, size: 4, milliseconds: [round < 4 ? 20 : 50]);
        }

        Assert.Equal(0.010, costs.Estimate(1), 0.001);
        Assert.Equal(0.050, costs.Estimate(4), 0.002);
    }

    private static void Learn(MeasuredCosts costs, int size, int[] milliseconds)
    {
        foreach (var time in milliseconds)
            costs.Learn(size, TimeSpan.FromMilliseconds(time));
    }
}
