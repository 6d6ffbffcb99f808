using Microsoft.Extensions.AI;
using Step35.AI.Terminals;

namespace Step35.AI.Tests.Terminals;

public sealed class AnswerWriterTests
{
    [Fact]
    public void Write_Kinds_BeginLinesOfTheirOwn() => Assert.Equal(
        "I think.\nI say.\n-> look(city: Oslo)\n<- rainy\nRainy.\n",
        Write(
            isTerminal: false, hasColors: false,
            new TextReasoningContent("I "), new TextReasoningContent("think."), new TextContent("I say."),
            new FunctionCallContent("1", "look", new Dictionary<string, object?> { ["city"] = "Oslo" }), new FunctionResultContent("1", "rainy"),
            new TextContent("Rainy.")));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_EscapeSequencesOfTheModel_DoNotReachATerminal(bool hasColors) => Assert.Equal(
        "a[2Jb\tc\n", Write(isTerminal: true, hasColors, new TextContent("a\e[2Jb\tc\a")));

    [Fact]
    public void Write_TerminalWithoutColors_GetsNone() => Assert.Equal("I think.\n", Write(isTerminal: true, hasColors: false, new TextReasoningContent("I think.")));

    [Fact]
    public void Write_Redirected_LeavesTheTextAsItIs() => Assert.Equal("a\e[2Jb\n", Write(isTerminal: false, hasColors: false, new TextContent("a\e[2Jb")));

    [Fact]
    public void Write_HiddenReasoning_LeavesNoTrace()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var writer = new AnswerWriter(output, isTerminal: true, hasColors: true) { HidesReasoning = true };
        writer.Write(new TextReasoningContent("secret"));
        writer.Write(new TextContent("public"));
        writer.EndBlock();

        Assert.Equal("public\n", output.ToString());
    }

    [Fact]
    public void Write_LongCallsAndResults_AreCutAsSaid()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var writer = new AnswerWriter(output, isTerminal: false, hasColors: false) { MaxToolCharacters = 10 };
        writer.Write(new FunctionResultContent("1", new string('x', 50)));
        writer.Write(new TextContent(new string('y', 50)));

        Assert.Equal("<- xxxxxxx... (53 characters)\n" + new string('y', 50), output.ToString());
    }

    [Theory]
    [InlineData(0, "... (7 characters)\n")]
    [InlineData(5, "<- x... (7 characters)\n")]
    [InlineData(6, "<- x\U0001F600... (7 characters)\n")]
    public void Write_CutWithinAPairOfSurrogates_LeavesItOut(int maxToolCharacters, string expected)
    {
        using var output = new StringWriter { NewLine = "\n" };
        new AnswerWriter(output, isTerminal: false, hasColors: false) { MaxToolCharacters = maxToolCharacters }
            .Write(new FunctionResultContent("1", "x\U0001F600y"));

        Assert.Equal(expected, output.ToString());
    }

    private static string Write(bool isTerminal, bool hasColors, params AIContent[] contents)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var writer = new AnswerWriter(output, isTerminal, hasColors);
        foreach (var content in contents)
            writer.Write(content);
        writer.EndBlock();
        return output.ToString();
    }
}
