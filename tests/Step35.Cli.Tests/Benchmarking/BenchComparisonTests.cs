using System.Text;
using System.Xml.Linq;
using Step35.Cli.Benchmarking;

namespace Step35.Cli.Tests.Benchmarking;

public sealed class BenchComparisonTests
{
    [Theory]
    [InlineData(100, 100, false)]
    [InlineData(91, 100, false)]
    [InlineData(100, 89, true)]
    [InlineData(89, 100, true)]
    public void IsSlower_LossAboveTheTolerance_Counts(double reading, double writing, bool expected) =>
        Assert.Equal(expected, new BenchComparison(Report(new BenchRow(0, 1, 100, 100)), 0.1).IsSlower(Report(new BenchRow(0, 1, reading, writing))));

    [Fact]
    public void IsSlower_NothingInCommon_Throws() => Assert.Throws<BenchException>(
        () => new BenchComparison(Report(new BenchRow(0, 1, 100, 100)), 0.1).IsSlower(Report(new BenchRow(512, 1, 100, 100))));

    [Fact]
    public void Describe_Change_IsInPercent()
    {
        var comparison = new BenchComparison(Report(new BenchRow(0, 1, 100, 200)), 0.1);

        Assert.Equal(" (+25.0%)", comparison.Describe(new BenchRow(0, 1, 125, 0), row => row.PromptTokensPerSecond));
        Assert.Equal(" (-50.0%)", comparison.Describe(new BenchRow(0, 1, 0, 100), row => row.AnswerTokensPerSecond));
        Assert.Equal(string.Empty, comparison.Describe(new BenchRow(0, 2, 0, 100), row => row.AnswerTokensPerSecond));
    }

    [Fact]
    public void Draw_AnyReport_IsAPictureOfTheKindThatTheNameSays()
    {
        var report = Report(new BenchRow(0, 1, 1, 30.5), new BenchRow(4096, 1, 1, 10), new BenchRow(0, 4, 1, 0));

        Assert.Equal("svg", XDocument.Parse(Encoding.UTF8.GetString(BenchPlot.Draw(report, "speed.SVG"))).Root!.Name.LocalName);
        Assert.Equal("PNG", Encoding.ASCII.GetString(BenchPlot.Draw(report, "speed.png"), 1, 3));
    }

    private static BenchReport Report(params BenchRow[] rows) => new("<model>", "d", "cpu", 512, 64, rows);
}
