namespace Step35.Cli.Tests;

public sealed class TerminalTests
{
    [Fact]
    public void WriteError_ControlCharacters_AreNotPassedOn()
    {
        using var error = new StringWriter();

        new Terminal(TextReader.Null, TextWriter.Null, error, isInteractive: false).WriteError("\e[31mred\a.gguf is missing.");

        Assert.Equal("error: ?[31mred?.gguf is missing.", error.ToString().Trim());
    }
}
