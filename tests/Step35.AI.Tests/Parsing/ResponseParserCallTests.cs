namespace Step35.AI.Tests.Parsing;

public sealed class ResponseParserCallTests
{
    private const string Weather =
        "<tool_call>\n<function=get_weather>\n<parameter=city>\nParis\n</parameter>\n<parameter=days>\n3\n</parameter>\n</function>\n</tool_call>";

    private static readonly string WeatherCall = Transcript.Call("get_weather", ("city", "Paris"), ("days", "3"));

    [Fact]
    public void Push_TextAndTwoCalls_GivesEachInOrder() =>
        Assert.Equal(
            ["R:hm", "T:Let me look.", WeatherCall, WeatherCall],
            Transcript.Of($"hm\n</think>\nLet me look.\n\n{Weather}\n{Weather}\n", startsInReasoning: true));

    [Fact]
    public void Push_CallsWithoutSeparator_GivesBoth() => Assert.Equal([WeatherCall, WeatherCall], Transcript.Of(Weather + Weather));

    [Fact]
    public void Push_CallWithoutParameters_HasNoArguments() =>
        Assert.Equal([Transcript.Call("now")], Transcript.Of("<tool_call>\n<function=now>\n</function>\n</tool_call>"));

    [Fact]
    public void Push_TextAfterACall_IsKept() => Assert.Equal([WeatherCall, "T:Done."], Transcript.Of(Weather + "\n\nDone."));

    [Theory]
    [InlineData("\n\n", "")]
    [InlineData("\n", "")]
    [InlineData("", "")]
    [InlineData("\n\n\n", "\n")]
    [InlineData("\n  a\n\n b \n\n", "  a\n\n b \n")]
    [InlineData("inline", "inline")]
    [InlineData("\n<b>x</b> < y\n", "<b>x</b> < y")]
    [InlineData("\nuse </parameter> to end\n", "use </parameter> to end")]
    [InlineData("\nopen <parameter=x> inline\n", "open <parameter=x> inline")]
    [InlineData("\n</function>\n</tool_call>\n<tool_call>\n", "</function>\n</tool_call>\n<tool_call>")]
    [InlineData("\n<think>no</think>\n", "<think>no</think>")]
    [InlineData("\n" + Weather + "\n", Weather)]
    [InlineData("\ndoc:\n" + Weather + "\n" + Weather + "\nend\n", "doc:\n" + Weather + "\n" + Weather + "\nend")]
    public void Push_Value_LosesOneNewlineOnEachSideAndKeepsTheRest(string written, string expected) =>
        Assert.Equal(
            [Transcript.Call("f", ("a", expected), ("b", "2"))],
            Transcript.Of(
                $"<tool_call>\n<function=f>\n<parameter=a>{written}</parameter>\n<parameter=b>\n2\n</parameter>\n</function>\n</tool_call>"));

    [Fact]
    public void Push_ParameterGivenTwice_KeepsFirstPlaceAndLastValue() =>
        Assert.Equal(
            [Transcript.Call("f", ("a", "3"), ("b", "2"))],
            Transcript.Of("<tool_call><function=f>" + Parameter("a", 1) + Parameter("b", 2) + Parameter("a", 3) + "</function></tool_call>"));

    [Fact]
    public void Push_CallInsideReasoning_EndsTheReasoning() =>
        Assert.Equal(["R:I need it.", WeatherCall, "T:ok"], Transcript.Of($"I need it.\n{Weather}\n</think>\nok", startsInReasoning: true));

    private static string Parameter(string name, int value) => $"<parameter={name}>\n{value}\n</parameter>\n";
}
