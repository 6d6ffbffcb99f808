using Step35.AI.Tools.Approval;

namespace Step35.AI.Tests.Tools;

public sealed class ConsoleApproverTests
{
    private static readonly ApprovalRequest Request = Ask(Gated.Write("a.txt", "hello"));

    [Theory]
    [InlineData("y", true, null, false)]
    [InlineData("  yes ", true, null, false)]
    [InlineData("a", true, null, true)]
    [InlineData("n", false, null, false)]
    [InlineData("n use another file", false, "use another file", false)]
    [InlineData("", false, null, false)]
    [InlineData("maybe", false, null, false)]
    [InlineData(null, false, null, false)]
    public async Task Ask_Line_IsAnswered(string? line, bool isAllowed, string? reason, bool isRemembered)
    {
        var (answer, _) = await AskAsync(Request, line);

        Assert.Equal((isAllowed, reason), (answer.IsAllowed, answer.Reason));
        Assert.Equal(isRemembered ? Request.Pattern : null, answer.Remembered);
    }

    [Fact]
    public async Task Ask_NoPreview_ShowsArgumentsAndWhatAlwaysMeans()
    {
        var (_, shown) = await AskAsync(Request, "y");

        Assert.Equal(
            "The model wants to call write_file (Write):\n  path: a.txt\n  content: hello\nAlways would allow write_file(path: a.txt).\n"
            + "Allow it? (y)es, (a)lways, (n)o and why: ",
            shown);
    }

    [Fact]
    public async Task Ask_TextThatSteersTheTerminal_IsShownAsItsCodes()
    {
        var (_, shown) = await AskAsync(Ask(Gated.Write("a\u001b[2Kb\r\u202ec")) with { Preview = "+ \u001b[8mhidden" }, "y");

        Assert.DoesNotContain('\u001b', shown);
        Assert.DoesNotContain('\u202e', shown);
        Assert.Contains(@"+ \u001b[8mhidden", shown, StringComparison.Ordinal);
        Assert.Contains(@"path: a\u001b[2Kb\u000d\u202ec", shown, StringComparison.Ordinal);
    }

    private static ApprovalRequest Ask(Step35.AI.Tools.ToolCall call) => new(call, ToolPattern.Of(call), null);

    private static async Task<(ApprovalAnswer Answer, string Shown)> AskAsync(ApprovalRequest request, string? line)
    {
        using var input = new StringReader(line ?? "");
        using var output = new StringWriter();
        var answer = await new ConsoleApprover(new(input), output).AskAsync(request, TestContext.Current.CancellationToken);
        return (answer, output.ToString());
    }
}
