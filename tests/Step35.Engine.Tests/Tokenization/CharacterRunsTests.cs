using Step35.Engine.Tokenization;

namespace Step35.Engine.Tests.Tokenization;

public class CharacterRunsTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("a bc", 2)]
    [InlineData("日本語。", 3)]
    [InlineData("  \t\n x", 5)]
    [InlineData("!=🙂🙂= a", 5)]
    [InlineData("cafe\u0301s", 6)]
    public void FindLongest_Text_CountsCharactersOfOneKind(string text, int expected) =>
        Assert.Equal(expected, CharacterRuns.FindLongest(text));
}
