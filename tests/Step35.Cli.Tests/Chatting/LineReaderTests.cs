using Step35.Cli.Chatting;

namespace Step35.Cli.Tests.Chatting;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("one\ntwo\n", "one|two")]
    [InlineData("one\\\ntwo\nthree", "one\ntwo|three")]
    [InlineData("\"\"\"\none\n\n  two\\\n\"\"\"\nthree", "one\n\n  two\\|three")]
    [InlineData("  one  \n\n.two", "one||.two")]
    [InlineData("\"\"\"\nwithout an end", "without an end")]
    [InlineData("ends with\\", "ends with")]
    [InlineData("", "")]
    public async Task Read_Lines_BecomeMessages(string input, string expected)
    {
        using var reader = new StringReader(input);
        var lines = new LineReader(new Terminal(reader, TextWriter.Null, TextWriter.Null, isInteractive: false));
        var messages = new List<string>();
        while (await lines.ReadAsync(TestContext.Current.CancellationToken) is { } message)
            messages.Add(message.ReplaceLineEndings("\n"));

        Assert.Equal(expected, string.Join('|', messages));
    }
}
