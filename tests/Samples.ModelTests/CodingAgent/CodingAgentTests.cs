using Microsoft.Extensions.AI;
using Step35.AI.Tools.Approval;
using Step35.SK.Tests;

namespace Samples.ModelTests.CodingAgent;

public sealed class CodingAgentTests : IDisposable
{
    private readonly CodingScript _script = new();

    public CodingAgentTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "the repository's test is a shell script");

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task Task_FailingTest_IsFixedWithTheUsersApproval()
    {
        using var model = new ScriptedChatClient(
            [new TextContent("I run the test, read add.sh and mend it."), _script.Call("Shell_run_command", ("command", "sh test.sh"))],
            [_script.Call("Files_read_file", ("path", "add.sh"))],
            [_script.Edit("$1 - $2", "$1 + $2")],
            [_script.Call("Shell_run_command", ("command", "sh test.sh"))],
            ScriptedChatClient.Says("The sum is a sum now, and the test passes."));

        var changes = await _script.WorkAsync(model);

        Assert.Contains("exit code 1", CodingScript.ResultBefore(model, 1), StringComparison.Ordinal);
        Assert.Equal("passed", CodingScript.ResultBefore(model, 4));
        Assert.Equal("passed\n", _script.Scratch.Run("sh", "test.sh"));
        Assert.Contains(" M add.sh", changes, StringComparison.Ordinal);
        Assert.Equal(["Shell.run_command", "Files.edit_file", "Shell.run_command"], _script.Approver.Requests.Select(request => request.Call.Name));
        Assert.Contains("-echo $(($1 - $2))\n+echo $(($1 + $2))", _script.Approver.Requests[1].Preview, StringComparison.Ordinal);
        Assert.EndsWith("<- passed\nThe sum is a sum now, and the test passes.\n", _script.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_Denied_ChangesNothingAndTheModelLearnsWhy()
    {
        _script.Approver = new(_ => ApprovalAnswer.Deny("mend the test instead"));
        using var model = new ScriptedChatClient([_script.Edit("$1 - $2", "$1 + $2")], ScriptedChatClient.Says("I changed nothing."));

        var changes = await _script.WorkAsync(model);

        Assert.StartsWith("Not run: the user denied Files.edit_file: mend the test instead.", CodingScript.ResultBefore(model, 1), StringComparison.Ordinal);
        Assert.DoesNotContain("add.sh", changes, StringComparison.Ordinal);
        Assert.Empty(_script.Scratch.Run("git", "diff"));
    }

    [Fact]
    public async Task Edit_OnTheListOfThoseUnasked_Runs()
    {
        _script.Unasked = ["Files.*"];
        using var model = new ScriptedChatClient([_script.Edit("$1 - $2", "$1 + $2")], ScriptedChatClient.Says("Done."));

        Assert.Contains(" M add.sh", await _script.WorkAsync(model), StringComparison.Ordinal);
        Assert.Empty(_script.Approver.Requests);
    }

    [Fact]
    public async Task Command_ThatWasNotGiven_IsRefusedEvenIfApproved()
    {
        using var model = new ScriptedChatClient([_script.Call("Shell_run_command", ("command", "rm add.sh"))], ScriptedChatClient.Says("I cannot."));

        await _script.WorkAsync(model);

        Assert.StartsWith("Error: that is not allowed. Allowed are: 'sh test.sh'.", CodingScript.ResultBefore(model, 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_GivenAlone_TakesNoArguments()
    {
        _script.Commands = ["ls"];
        using var model = new ScriptedChatClient(
            [_script.Call("Shell_run_command", ("command", "ls test.sh"))],
            [_script.Call("Shell_run_command", ("command", "ls"))],
            ScriptedChatClient.Says("Done."));

        await _script.WorkAsync(model);

        Assert.StartsWith("Error: that is not allowed.", CodingScript.ResultBefore(model, 1), StringComparison.Ordinal);
        Assert.Equal("add.sh\ntest.sh", CodingScript.ResultBefore(model, 2));
    }

    [Fact]
    public async Task Session_Saved_IsGoneOnWithByTheNextProgram()
    {
        _script.SessionPath = Path.Combine(_script.Scratch.Outside, "session.json");
        using var first = new ScriptedChatClient([_script.Call("Files_read_file", ("path", "add.sh"))], ScriptedChatClient.Says("It subtracts."));
        await _script.WorkAsync(first, "What does add.sh do?");
        using var second = new ScriptedChatClient(ScriptedChatClient.Says("Shall I mend it?"));
        await _script.WorkAsync(second, "Is that right?");

        var messages = second.Requests[0].Messages;
        Assert.Equal([ChatRole.User, ChatRole.Assistant, ChatRole.Tool, ChatRole.Assistant, ChatRole.User], messages.Select(message => message.Role));
        Assert.Equal("What does add.sh do?It subtracts.Is that right?", string.Concat(messages.Select(message => message.Text)));
        Assert.Equal("echo $(($1 - $2))", Assert.Single(messages[2].Contents.OfType<FunctionResultContent>()).Result?.ToString());
    }

    [Fact]
    public void Session_FileOfSomethingElse_IsNamedAndLeftAlone()
    {
        _script.SessionPath = _script.Scratch.PathOf("add.sh");
        using var model = new ScriptedChatClient();

        Assert.Contains("add.sh' holds no session", Assert.Throws<InvalidDataException>(() => _script.Start(model)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("no/such/folder/session.json")]
    public void Session_PlaceThatKeepsNone_IsNamedBeforeTheWork(string path)
    {
        _script.SessionPath = _script.Scratch.PathOf(path);
        using var model = new ScriptedChatClient();

        Assert.Contains($"'{_script.SessionPath}'", Assert.Throws<IOException>(() => _script.Start(model)).Message, StringComparison.Ordinal);
        Assert.Empty(_script.Scratch.Run("git", "status", "--short"));
    }

    [Fact]
    public async Task Session_PlaceGoneDuringTheTask_DoesNotHideWhatEndedIt()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_script.Scratch.Outside, "sessions"));
        _script.SessionPath = Path.Combine(folder.FullName, "session.json");
        _script.Approver = new(_ =>
        {
            folder.Delete(recursive: true);
            return ApprovalAnswer.Once;
        });
        using var model = new ScriptedChatClient([_script.Edit("$1 - $2", "$1 + $2")]);

        // The script ends too early, which is the task's own error.
        await Assert.ThrowsAsync<InvalidOperationException>(() => _script.WorkAsync(model));

        Assert.Contains($"The session cannot be kept in '{_script.SessionPath}': ", _script.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_StoppedAtAQuestion_KeepsTheRoundsThatAreDone()
    {
        using var stop = new CancellationTokenSource();
        _script.Approver = new(_ =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        });
        using var model = new ScriptedChatClient(
            [_script.Call("Files_read_file", ("path", "add.sh"))], [_script.Edit("$1 - $2", "$1 + $2")], ScriptedChatClient.Says("Never mind."));
        await using var agent = _script.Start(model);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => agent.WorkAsync("Make the test pass.", stop.Token));
        await agent.WorkAsync("What now?", TestContext.Current.CancellationToken);

        Assert.Empty(_script.Scratch.Run("git", "diff"));
        Assert.Equal(
            [ChatRole.User, ChatRole.Assistant, ChatRole.Tool, ChatRole.Assistant, ChatRole.User],
            model.Requests[^1].Messages.Select(message => message.Role));
    }
}
