using Xunit.Sdk;

namespace Step35.Engine.ModelTests;

public sealed class ChiSquaredTests
{
    [Fact]
    public void Of_TwoSamples_IsCountedByHand() =>
        Assert.Equal(new ChiSquared((20.0 * 20 / 80) + (20.0 * 20 / 120), DegreesOfFreedom: 1), ChiSquared.Of([30, 70], [50, 50]));

    [Fact]
    public void Of_RareThings_ShareACell() =>
        Assert.Equal(ChiSquared.Of([40, 7], [41, 6]), ChiSquared.Of([40, 4, 0, 3, 0], [41, 0, 3, 0, 3]));

    [Theory]
    [InlineData(new[] { 50 }, new[] { 50 })]
    [InlineData(new[] { 1, 0 }, new[] { 0, 1 })]
    [InlineData(new[] { 30, 20 }, new[] { 30, 21 })]
    public void Of_NothingToCompare_Fails(int[] counts, int[] others) => Assert.ThrowsAny<XunitException>(() => ChiSquared.Of(counts, others));
}
