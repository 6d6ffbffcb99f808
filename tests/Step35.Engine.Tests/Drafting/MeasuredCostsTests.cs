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
    public void Estimate_OneHoldUp_MovesItByAnEighthAtMost()
    {
        var costs = new MeasuredCosts(8);
        Learn(costs, size: 2, milliseconds: [10, 10, 10, 60_000]);
        Assert.InRange(costs.Estimate(2), 0.010, 0.01126);
    }

    [Fact]
    public void Estimate_CostChanges_Follows()
    {
        var costs = new MeasuredCosts(8);
        Learn(costs, size: 2, milliseconds: [.. Enumerable.Repeat(10, 3), .. Enumerable.Repeat(30, 60)]);
        Assert.Equal(0.030, costs.Estimate(2), 0.001);
    }

    private static void Learn(MeasuredCosts costs, int size, int[] milliseconds)
    {
        foreach (var time in milliseconds)
            costs.Learn(size, TimeSpan.FromMilliseconds(time));
    }
}
