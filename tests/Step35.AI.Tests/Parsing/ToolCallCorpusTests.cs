namespace Step35.AI.Tests.Parsing;

/// <summary>Damaged and whole answers, each read whole and cut in every way.</summary>
public sealed class ToolCallCorpusTests
{
    // Pairs of cuts grow with the square of the length.
    private const int ShortLength = 60;

    public static TheoryData<string> Names { get; } = [.. ToolCallCase.All.Select(answer => answer.Name)];

    [Fact]
    public void Corpus_Names_AreUniqueAndMany() =>
        Assert.InRange(ToolCallCase.All.Select(answer => answer.Name).Distinct().Count(), Math.Max(150, ToolCallCase.All.Count), int.MaxValue);

    [Theory]
    [MemberData(nameof(Names))]
    public void Push_AnyCut_ReadsWhatIsExpected(string name)
    {
        var answer = ToolCallCase.All.Single(one => one.Name == name);
        foreach (var pieces in CutInEveryWay(answer.Answer))
            Assert.Equal(answer.Expected, ToolCallReading.Of(answer, pieces));
    }

    private static IEnumerable<string[]> CutInEveryWay(string text)
    {
        yield return [text];
        yield return [.. text.Select(character => character.ToString())];
        for (var first = 1; first < text.Length; first++)
        {
            yield return [text[..first], text[first..]];
            for (var second = first + 1; second < text.Length && text.Length <= ShortLength; second++)
                yield return [text[..first], text[first..second], text[second..]];
        }
    }
}
