using Step35.AI.Parsing;

namespace Step35.AI.Tests.Parsing;

public sealed class ResponseParserProseTests
{
    [Fact]
    public void Push_ReasoningThenText_SplitsAtTheTagAndDropsSpaceAround() =>
        Assert.Equal(["R:I think\nso", "T:Hello  you"], Transcript.Of("\nI think\nso\n</think>\n\nHello  you \n", startsInReasoning: true));

    [Fact]
    public void Push_EmptyReasoning_GivesTextAlone() =>
        Assert.Equal(["T:Hi"], Transcript.Of("\n</think>\nHi", startsInReasoning: true));

    [Fact]
    public void Push_ThinkAtTheStartOfText_OpensReasoning() =>
        Assert.Equal(["R:a", "T:b", "R:c", "T:d"], Transcript.Of("<think>\na\n</think>\nb<think>c</think>d"));

    [Fact]
    public void Push_ThinkInsideReasoning_IsDropped() =>
        Assert.Equal(["R:ab", "T:c"], Transcript.Of("<think>a<think>b</think>c", startsInReasoning: true));

    [Fact]
    public void Complete_InReasoning_KeepsTheReasoning() =>
        Assert.Equal(["R:half a thou"], Transcript.Of("half a thou ", startsInReasoning: true));

    [Theory]
    [InlineData("a <</function>think>b</think> c", "T:a", "R:b", "T:c")]
    [InlineData("a <th</function></parameter>ink b", "T:a <think b")]
    [InlineData("1 <</think> 2", "T:1 < 2")]
    [InlineData("x<to<th<b", "T:x<to<th<b")]
    [InlineData("x<to<th", "T:x<to")]
    public void Push_TagInsideATag_LeavesNoTagBehind(string text, params string[] expected) => Assert.Equal(expected, Transcript.Of(text));

    [Theory]
    [InlineData("if a < b and c <d then <tool box> or </thin air>")]
    [InlineData("List<T>, vector<tool_cal>, a<|im_enx|>, 1 << 2, <function>, <parameter name=x>")]
    [InlineData("nothing at all")]
    [InlineData("ends with <")]
    public void Push_TextThatIsNoTag_ComesOutUnchanged(string text) =>
        Assert.Equal(["T:" + text], Transcript.Of(text));

    [Theory]
    [InlineData("</think>")]
    [InlineData("</tool_call>")]
    [InlineData("</function>")]
    [InlineData("</parameter>")]
    [InlineData("<tool_response>")]
    [InlineData("</tool_response>")]
    [InlineData("<|im_end|>")]
    [InlineData("<|im_start|>")]
    public void Push_StrayTagInText_IsDropped(string tag) =>
        Assert.Equal(["T:before after"], Transcript.Of($"before{tag} after"));

    [Theory]
    [InlineData("<t")]
    [InlineData("</")]
    [InlineData("<think")]
    [InlineData("</tool_call")]
    [InlineData("<functio")]
    [InlineData("<|im_en")]
    public void Complete_HalfTagAtTheEnd_IsDropped(string half) => Assert.Equal(["T:done"], Transcript.Of("done\n" + half));

    [Theory]
    [InlineData("I must write </function> and </tool_call> last")]
    [InlineData("a <tool_call> block needs a function")]
    [InlineData("<tool_call><tool_call>{\"name\": 1}</tool_call>")]
    [InlineData("the tag <function=name> holds the name")]
    public void Push_ReasoningAboutTheFormat_StaysReasoning(string text) =>
        Assert.Equal(["R:" + text, "T:x"], Transcript.Of(text + "</think>x", startsInReasoning: true));

    [Fact]
    public void Push_VisibleText_ComesOutAtOnce()
    {
        var events = new List<ResponseEvent>();
        var parser = new ResponseParser(startsInReasoning: false);
        parser.Push("Hello wor", events);
        Assert.Equal([new TextDelta("Hello wor")], events);
        parser.Push("ld \n", events);
        Assert.Equal(new TextDelta("ld"), events[^1]);
        parser.Push("<to", events);
        Assert.Equal(2, events.Count);
        parser.Push("p>", events);
        Assert.Equal(new TextDelta(" \n<top>"), events[^1]);
    }

    [Fact]
    public void Push_SurrogatePairInTwoPieces_ComesOutWhole()
    {
        var events = new List<ResponseEvent>();
        var parser = new ResponseParser(startsInReasoning: false);
        parser.Push("a\ud83d", events);
        parser.Push("\udc4db", events);
        Assert.Equal([new TextDelta("a"), new TextDelta("👍b")], events);
    }

    [Fact]
    public void Complete_LoneSurrogate_IsNotLost() => Assert.Equal(["T:a\ud83d"], Transcript.Of("a\ud83d"));
}
