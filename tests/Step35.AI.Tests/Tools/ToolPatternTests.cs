using CsCheck;
using Step35.AI.Tools.Approval;

namespace Step35.AI.Tests.Tools;

public sealed class ToolPatternTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char["ab*?\\\\/.<>\" "], 0, 8];

    [Fact]
    public void Of_AnyCall_FitsCallsWithTheSameSubjectAlone() => Gen.Select(Text, Text).Sample((one, other) =>
        ToolPattern.Of(Gated.Write(one)).Matches(Gated.Write(other, "other")) == (one == other));

    [Theory]
    [InlineData("src/*", "src/a/b.cs", true)]
    [InlineData("src/*", "docs/a.md", false)]
    [InlineData("src/*", "src/../secret", false)]
    [InlineData("src/*", @"src\..\secret", false)]
    [InlineData("src/../secret", "src/../secret", true)]
    [InlineData("*..*", "a/../b", false)]
    [InlineData("v1..*", "v1..v2", true)]
    [InlineData("src/?.cs", "src/a.cs", true)]
    [InlineData("SRC/*", "src/a.cs", false)]
    public void Matches_Wildcards_StayWhereTheyPoint(string pattern, string path, bool fits) => Assert.Equal(
        fits,
        new ToolPattern("write_*") { Arguments = new Dictionary<string, string> { ["path"] = pattern } }.Matches(Gated.Write(path)));

    [Fact]
    public void Matches_OtherName_Never() => Assert.False(new ToolPattern("Files.*").Matches(Gated.Write("a")));
}
