using Step35.AI.Parsing;

namespace Step35.AI.Tests.Parsing;

public sealed class ResponseParserDamageTests
{
    private const string Call = "<tool_call>\n<function=f>\n<parameter=a>\n1\n</parameter>\n</function>\n</tool_call>";
    private static readonly string Parsed = Transcript.Call("f", ("a", "1"));

    [Theory]
    [InlineData("<function=f>\n<parameter=a>\n1\n</parameter>\n</function>\n</tool_call>")]
    [InlineData("<function=f>\n<parameter=a>\n1\n</parameter>\n</function>")]
    [InlineData("<tool_call>\n<tool_call>\n<function=f>\n<parameter=a>\n1\n</parameter>\n</function>\n</tool_call>")]
    [InlineData("<tool_call>\n<function=f>\n<parameter=a>\n1\n</parameter>\n</tool_call>")]
    [InlineData("<tool_call>\n<function=f>\n<parameter=a>\n1\n</function>\n</tool_call>")]
    [InlineData("<tool_call><function=f><parameter=a>1</parameter></function></tool_call>")]
    [InlineData("<tool_call>\n<function= f >\n<parameter=a>\n1\n</parameter>\n</function>\n")]
    public void Push_CallWithAMissingTag_IsStillRead(string text) => Assert.Equal([Parsed], Transcript.Of(text));

    [Fact]
    public void Push_UnclosedValueBeforeOthers_IsReadAgainAtTheEnd() =>
        Assert.Equal(
            [Transcript.Call("g", ("x", "one"), ("y", "two")), Parsed],
            Transcript.Of(
                $"<tool_call>\n<function=g>\n<parameter=x>\none\n<parameter=y>\ntwo\n</parameter>\n</function>\n</tool_call>\n{Call}"));

    [Theory]
    [InlineData("<tool_call>")]
    [InlineData("<tool_call>\n<function=f")]
    [InlineData("<tool_call>\n<function=f>\n<parameter=a")]
    [InlineData("<tool_call>\n<function=f>\n<parameter=a>\nthe text of a fi")]
    [InlineData("<tool_call>\n<function=f>\n<parameter=a>\n1\n</parameter>\n</functi")]
    [InlineData("<tool_call>\n<function=f>\n<parameter=a>\n# Doc\n</function>\n</tool_call>\nmore of the d")]
    public void Complete_CutOffCall_IsMalformedAndEarlierCallsStay(string cut) =>
        Assert.Equal([Parsed, "M:" + cut], Transcript.Of(Call + "\n" + cut));

    [Theory]
    [InlineData("<tool_call>\n{\"title\": \"f\"}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"\\u003ctool_call\\u003e\", \"arguments\": {}}\n</tool_call>")]
    [InlineData("<tool_call>\n[{\"name\": \"f\"}, {\"name\": \"f\\ng\"}]\n</tool_call>")]
    [InlineData("<tool_call></tool_call>")]
    [InlineData("<tool_call>\n<function=>\n</function>\n</tool_call>")]
    [InlineData("<tool_call>\n<function=f\n</function>\n</tool_call>")]
    [InlineData("<tool_call>\n<function=f>\nloose words\n</function>\n</tool_call>")]
    [InlineData("<tool_call>\n<function=f>\n<parameter= >\n1\n</parameter>\n</function>\n</tool_call>")]
    [InlineData("<function=f>loose</function>")]
    [InlineData("<parameter=a>\n1\n</parameter>\n</function>")]
    public void Push_BlockThatBreaksTheFormat_IsMalformedUpToItsEnd(string block) =>
        Assert.Equal(["T:a", "M:" + block, "T:b", Parsed], Transcript.Of($"a {block} b {Call}"));

    [Fact]
    public void Push_MalformedBlockWithoutEnd_EndsAtTheNextCall() =>
        Assert.Equal(["M:<tool_call>\noops\n", Parsed], Transcript.Of("<tool_call>\noops\n" + Call));

    [Fact]
    public void Push_MalformedBlock_SaysWhatIsWrong()
    {
        var events = new List<ResponseEvent>();
        new ResponseParser(startsInReasoning: false).Push("<tool_call>\nf(1)\n</tool_call>", events);
        Assert.Contains("<function=NAME>", Assert.IsType<MalformedToolCall>(Assert.Single(events)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Push_CallComplete_ComesOutBeforeTheBlockIsClosed()
    {
        var events = new List<ResponseEvent>();
        new ResponseParser(startsInReasoning: false).Push(Call.AsSpan(0, Call.LastIndexOf('\n')), events);
        Assert.IsType<ToolCallParsed>(events[^1]);
    }
}
