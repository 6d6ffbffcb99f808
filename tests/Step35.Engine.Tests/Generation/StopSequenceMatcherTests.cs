using CsCheck;
using Step35.Engine.Generation;

namespace Step35.Engine.Tests.Generation;

public class StopSequenceMatcherTests
{
    // Few letters, so that stops overlap each other and themselves.
    private static readonly Gen<string> Text = Gen.Char["ab"].Array[0, 30].Select(letters => new string(letters));
    private static readonly Gen<string[]> Stops = Gen.Char["ab"].Array[1, 4].Select(letters => new string(letters)).Array[0, 3];

    [Fact]
    public void Push_AnyCut_GivesTheSameText() =>
        Gen.Select(Text, Stops, Gen.Int[1, 5].Array[1, 10]).Sample((text, stops, cuts) =>
            Run(Cut(text, cuts), stops) == Run([.. text.Select(letter => letter.ToString())], stops));

    [Fact]
    public void Push_NoStopInText_PassesAllOfItOn() =>
        Gen.Select(Text, Stops, Gen.Int[1, 5].Array[1, 10]).Sample((text, stops, cuts) =>
            stops.Any(text.Contains) || Run(Cut(text, cuts), stops) == (text, false));

    [Fact]
    public void Push_StopInText_EndsBeforeTheFirstThatIsComplete()
    {
        Assert.Equal(("one ", true), Run(["one tw", "o three"], ["two", "three"]));
        Assert.Equal(("a", true), Run(["abc"], ["abcd", "bc"]));
    }

    [Fact]
    public void Push_PieceThatCannotBecomeAStop_IsPassedOnAtOnce()
    {
        var matcher = new StopSequenceMatcher(["STOP"]);
        Assert.Equal("hello ", matcher.Push("hello ST"));
        Assert.Equal("STAY", matcher.Push("AY"));
    }

    private static (string Text, bool IsMatched) Run(IEnumerable<string> pieces, string[] stops)
    {
        var matcher = new StopSequenceMatcher(stops);
        var text = string.Empty;
        foreach (var piece in pieces)
        {
            text += matcher.Push(piece);
            if (matcher.IsMatched)
                return (text, true);
        }

        return (text + matcher.Flush(), false);
    }

    private static List<string> Cut(string text, int[] lengths)
    {
        var pieces = new List<string>();
        for (var (start, index) = (0, 0); start < text.Length; index++)
        {
            var length = Math.Min(lengths[index % lengths.Length], text.Length - start);
            pieces.Add(text.Substring(start, length));
            start += length;
        }

        return pieces;
    }
}
