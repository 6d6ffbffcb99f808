using Step35.AI.Parsing;

namespace Step35.AI.Tests.Parsing;

/// <summary>A call as it comes: its beginning, its arguments, its end.</summary>
public sealed class ToolCallStreamTests
{
    [Fact]
    public void Push_Call_ComesPieceByPiece()
    {
        var parser = new ResponseParser(startsInReasoning: false);
        Assert.Empty(Push(parser, "<tool_call>\n<function=f"));
        Assert.Equal([new ToolCallStarted("f")], Push(parser, ">\n<parameter=a>\n1\n</parameter>"));
        Assert.Equal([new ToolCallArgument("a", "1")], Push(parser, "\n<parameter="));
        Assert.Empty(Push(parser, "b>\n2\n</parameter>\n</function"));
        var end = Push(parser, ">\n</tool_call>");
        Assert.Equal(new ToolCallArgument("b", "2"), end[0]);
        Assert.IsType<ToolCallParsed>(end[1]);
    }

    [Fact]
    public void Push_DoubtfulCallInReasoning_BeginsWithItsFirstParameter()
    {
        var parser = new ResponseParser(startsInReasoning: true, ToolCallCase.Tools);
        Assert.Empty(Push(parser, "<function=get_weather>\n"));
        Assert.Equal([new ToolCallStarted("get_weather")], Push(parser, "<parameter="));
    }

    [Fact]
    public void Push_Corpus_BeginsEachCallOnceAndTellsItsArguments() => Assert.All(ToolCallCase.All, answer =>
    {
        var events = new List<ResponseEvent>();
        var parser = new ResponseParser(answer.IsThinking, answer.Offered);
        parser.Push(answer.Answer, events);
        parser.Complete(events, answer.IsCutOff);
        Follow(events);
    });

    /// <summary>Arguments belong to a call that has begun, and what a whole call holds has been told.</summary>
    private static void Follow(IEnumerable<ResponseEvent> events)
    {
        ToolCallStarted? open = null;
        var told = new Dictionary<string, string>();
        foreach (var found in events)
        {
            if (found is ToolCallStarted started)
                (open, told) = (Begin(open, started), []);
            else if (found is ToolCallArgument argument)
                told[argument.Name] = open is null ? throw new InvalidOperationException("No call has begun.") : argument.Value;
            else if (found is ToolCallParsed call && open is not null)
                open = End(open, told, call);
            else if (found is MalformedToolCall)
                open = null;
        }
    }

    private static ToolCallStarted Begin(ToolCallStarted? open, ToolCallStarted started)
    {
        Assert.Null(open);
        return started;
    }

    private static ToolCallStarted? End(ToolCallStarted open, Dictionary<string, string> told, ToolCallParsed call)
    {
        Assert.Equal(open.Name, call.Name);
        // A value that was never closed comes with the whole call only.
        Assert.All(told, argument => Assert.Contains(argument, call.Arguments));
        return null;
    }

    private static List<ResponseEvent> Push(ResponseParser parser, string piece)
    {
        var events = new List<ResponseEvent>();
        parser.Push(piece, events);
        return events;
    }
}
