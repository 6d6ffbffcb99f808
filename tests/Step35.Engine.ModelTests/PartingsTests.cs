using Xunit.Sdk;

namespace Step35.Engine.ModelTests;

public sealed class PartingsTests
{
    private const int Length = 50;

    private readonly Partings _partings = new(tieTolerance: 0.5f);

    [Theory]
    [InlineData(0.4f)]
    [InlineData(-0.4f)]
    [InlineData(-5f)]
    public void Explain_TieOrTheOtherWayRound_ReadsTheTextOnce(float lead)
    {
        var reads = 0;
        _partings.Explain(Length, Length, _ => lead + (0 * ++reads));
        Assert.Equal(1, reads);
    }

    [Theory]
    [InlineData(0.4f)]
    [InlineData(-5f)]
    public void Explain_OneCutThatShowsIt_IsAJump(float leadOfCut)
    {
        _partings.Explain(Length, Length, cut => cut == new Cut(8, 8) ? leadOfCut : 5);
        Assert.Contains("0 ties", $"{_partings}", StringComparison.Ordinal);
        Assert.Contains("and 1 jumps", $"{_partings}", StringComparison.Ordinal);
    }

    // Of one token there are no cuts.
    [Theory]
    [InlineData(1)]
    [InlineData(Length)]
    public void Explain_NoCutThatShowsIt_Fails(int length) =>
        Assert.ThrowsAny<XunitException>(() => _partings.Explain(length, length, _ => 5));
}
