using Microsoft.Extensions.AI;
using Step35.Cli.Chatting;

namespace Step35.Cli.Tests.Chatting;

public sealed class AnswerWriterTests
{
    [Fact]
    public void Write_Kinds_BeginLinesOfTheirOwn() => Assert.Equal(
        "I think.\nI say.\n-> look(city: Oslo)\n<- rainy\nRainy.\n",
        Write(
            useColor: false,
            new TextReasoningContent("I "), new TextReasoningContent("think."), new TextContent("I say."),
            new FunctionCallContent("1", "look", new Dictionary<string, object?> { ["city"] = "Oslo" }), new FunctionResultContent("1", "rainy"),
            new TextContent("Rainy.")));

    [Fact]
    public void Write_EscapeSequencesOfTheModel_DoNotReachATerminal() => Assert.Equal(
        "a[2Jb\tc\n", Write(useColor: true, new TextContent("a\e[2Jb\tc\a")));

    [Fact]
    public void Write_Redirected_LeavesTheTextAsItIs() => Assert.Equal("a\e[2Jb\n", Write(useColor: false, new TextContent("a\e[2Jb")));

    [Fact]
    public void Write_HiddenReasoning_LeavesNoTrace()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var writer = new AnswerWriter(output, useColor: true) { HidesReasoning = true };
        writer.Write(new TextReasoningContent("secret"));
        writer.Write(new TextContent("public"));
        writer.EndBlock();

        Assert.Equal("public\n", output.ToString());
    }

    private static string Write(bool useColor, params AIContent[] contents)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var writer = new AnswerWriter(output, useColor);
        foreach (var content in contents)
            writer.Write(content);
        writer.EndBlock();
        return output.ToString();
    }
}
