using CsCheck;
using Microsoft.Extensions.AI;
using Step35.AI.Prompting;
using Step35.AI.Responses;

namespace Step35.AI.Tests.Responses;

/// <summary>A thought in short.</summary>
public class ReasoningSummaryTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  \n", "")]
    [InlineData("Hm", "Hm")]
    [InlineData("They greet. I greet back.", "They greet. I greet back.")]
    [InlineData("They ask. Is it 3.5? I look into file.txt! Then I answer", "They ask. … Then I answer")]
    [InlineData("First:\n\n- one\n- two\nSo it is two.\n", "First: … So it is two.")]
    [InlineData("1. Read the file. 2. Answer. Done.", "1. Read the file. … Done.")]
    [InlineData("他们问。我看！好。", "他们问。 … 好。")]
    public void Summary_Thought_IsItsFirstAndLastSentence(string thought, string expected) =>
        Assert.Equal(expected, Summarize([thought]));

    [Fact]
    public void Push_FirstSentence_IsShownAtOnce() => Assert.Equal("They ask.", new ReasoningSummary().Push("They ask. I ")!.Text);

    [Fact]
    public void End_TwoThoughts_EachHasItsOwn()
    {
        var summary = new ReasoningSummary();
        string[] thoughts = ["One. Two. Three.", "Four."];
        Assert.Equal(["One. … Three.", "Four."], thoughts.Select(thought => $"{summary.Push(thought)}{summary.End()}"));
    }

    [Fact]
    public void Summary_AnyCut_IsTheSame() =>
        Gen.Select(Gen.Char["ab. \n?"].Array[0, 40], Gen.Int[1, 7]).Sample((characters, size) =>
            Assert.Equal(Summarize([new string(characters)]), Summarize(characters.Chunk(size).Select(piece => new string(piece)))));

    [Fact]
    public void Summary_InTheHistory_IsTheWholeThought()
    {
        var summary = new ReasoningSummary();
        List<TextReasoningContent?> pieces = [summary.Push("They ask. I look"), summary.Push(" it up. I an"), summary.Push("swer."), summary.End()];
        var message = new ChatMessage(ChatRole.Assistant, [.. pieces.OfType<TextReasoningContent>()]);
        Assert.Equal("They ask. … I answer.", string.Concat(message.Contents));
        Assert.Equal("They ask. I look it up. I answer.", MessageParts.Of(message).Reasoning);
    }

    private static string Summarize(IEnumerable<string> pieces)
    {
        var summary = new ReasoningSummary();
        return $"{string.Concat(pieces.Select(summary.Push))}{summary.End()}";
    }
}
