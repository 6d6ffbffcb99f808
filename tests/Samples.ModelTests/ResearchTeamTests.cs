using System.Globalization;
using System.Text.RegularExpressions;

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
        var parts = output.ReplaceLineEndings("\n").Split("\n\n");
        var costs = parts[^2].Split('\n')[1..];
        Assert.StartsWith("request       prompt  cached  answer\n", parts[^2], StringComparison.Ordinal);
        Assert.InRange(costs.Length, 4, 5);
        Assert.StartsWith("planner", costs[0], StringComparison.Ordinal);
        Assert.StartsWith("critic", costs[^1], StringComparison.Ordinal);
        Assert.All(costs[1..^1], line => Assert.StartsWith("worker ", line, StringComparison.Ordinal));
        Assert.All(costs[1..], line => Assert.True(CachedTokens(line) > 200, line));
        var batching = Regex.Match(parts[^1], @"^(\d+) requests began from the cache; a step computed (\d+\.\d) tokens.*\nof \d+ tokens .* \d+ were right");
        Assert.Equal(costs.Length - 1, int.Parse(batching.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        Assert.True(double.Parse(batching.Groups[2].ValueSpan, CultureInfo.InvariantCulture) > 1, parts[^1]);
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
