using System.Globalization;

namespace Samples.ModelTests;

public class ResearchTeamTests
{
    private static readonly ProgramProcess Team = new("ResearchTeam.dll");

    [Fact]
    public async Task Question_ByAllMembers_SharesTheBriefing()
    {
        var (exitCode, output, error) = await Team.RunAsync(string.Empty, "Why do cities plant trees?");
        Assert.Equal((0, string.Empty), (exitCode, error));
        Assert.StartsWith("[planner] ", output, StringComparison.Ordinal);
        var costs = output.ReplaceLineEndings("\n").Split("request       prompt  cached  answer\n")[1].TrimEnd().Split('\n');
        Assert.InRange(costs.Length, 4, 5);
        Assert.StartsWith("planner", costs[0], StringComparison.Ordinal);
        Assert.StartsWith("critic", costs[^1], StringComparison.Ordinal);
        Assert.All(costs[1..^1], line => Assert.StartsWith("worker ", line, StringComparison.Ordinal));
        Assert.All(costs[1..], line => Assert.True(CachedTokens(line) > 200, line));
    }

    [Theory]
    [InlineData("no/such/model.gguf", "--model", "no/such/model.gguf")]
    [InlineData("Unknown option '--modle'", "--modle")]
    public async Task Arguments_Wrong_SayWhatToChange(string expected, params string[] arguments)
    {
        var (exitCode, _, error) = await Team.RunAsync(string.Empty, arguments);
        Assert.Equal(1, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static int CachedTokens(string line) => int.Parse(line[^16..^8], CultureInfo.InvariantCulture);
}
