using Microsoft.Extensions.AI;
using Step35.Cli.Chatting;

namespace Step35.Cli.Tests.Chatting;

public sealed class AnswerEndingTests
{
    [Theory]
    [InlineData("stop", null, "")]
    [InlineData(null, 5, "")]
    [InlineData("length", 5, "The answer was cut off: --max-tokens is 5.")]
    public void Tell_AnswerThatEndsAsWished_IsNotedAtMost(string? reason, int? limit, string expected) => Assert.Equal(expected, Tell(reason, limit));

    [Theory]
    [InlineData("length", null, "where the context ends")]
    [InlineData("loop", null, "kept repeating itself")]
    [InlineData("loop", 5, "kept repeating itself")]
    public void Tell_AnswerThatNobodyCutOff_Fails(string reason, int? limit, string expected) =>
        Assert.Contains(expected, Assert.Throws<ChatException>(() => Tell(reason, limit)).Message, StringComparison.Ordinal);

    private static string Tell(string? reason, int? limit)
    {
        using var error = new StringWriter();
        var terminal = new Terminal(TextReader.Null, TextWriter.Null, error, isInteractive: false);
        new AnswerEnding(terminal.Notes, limit).Tell(reason is null ? null : new ChatFinishReason(reason));
        return error.ToString().Trim();
    }
}
