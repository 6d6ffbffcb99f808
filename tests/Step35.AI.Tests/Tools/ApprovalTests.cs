using Step35.AI.Tools;
using Step35.AI.Tools.Approval;
using Step35.AI.Tools.Auditing;

namespace Step35.AI.Tests.Tools;

public sealed class ApprovalTests
{
    [Fact]
    public async Task Invoke_ApprovedOnce_AsksAgain()
    {
        var approver = new ScriptedApprover(ScriptedApprover.Yes);
        var gated = new Gated(approver: approver);

        await gated.InvokeAsync(Gated.Write("a.txt"));
        await gated.InvokeAsync(Gated.Write("a.txt"));

        Assert.Equal(2, approver.Requests.Count);
        Assert.Equal(2, gated.Runs);
    }

    [Fact]
    public async Task Invoke_ApprovedForSession_AsksForOtherSubjectsOnly()
    {
        var approver = new ScriptedApprover(ScriptedApprover.Always);
        var gated = new Gated(approver: approver);

        await gated.InvokeAsync(Gated.Write("a*.txt", "one"));
        await gated.InvokeAsync(Gated.Write("a*.txt", "two"));
        await gated.InvokeAsync(Gated.Write("ab.txt", "three"));

        Assert.Equal(["a*.txt", "ab.txt"], approver.Requests.Select(request => request.Call.GetText("path")));
        Assert.Equal(
            [ToolDecision.Approved, ToolDecision.AllowedByList, ToolDecision.Approved], gated.Log.Entries.Select(entry => entry.Decision));
    }

    [Fact]
    public async Task Invoke_NoSubjects_SessionHoldsForTheSameArgumentsOnly()
    {
        var approver = new ScriptedApprover(ScriptedApprover.Always);
        var gated = new Gated(approver: approver);

        await gated.InvokeAsync(Gated.Call("send", Permissions.Network, ("to", "anna")));
        await gated.InvokeAsync(Gated.Call("send", Permissions.Network, ("to", "anna"), ("copy", "everybody")));
        await gated.InvokeAsync(Gated.Call("send", Permissions.Network, ("to", "anna")));

        Assert.Equal(2, approver.Requests.Count);
    }

    [Fact]
    public async Task Invoke_Refused_GivesTheReasonToTheModel()
    {
        var gated = new Gated(approver: new ScriptedApprover(_ => ApprovalAnswer.Deny("wrong folder")));

        var outcome = await gated.InvokeAsync(Gated.Write("a.txt"));

        Assert.StartsWith("Not run: the user denied write_file: wrong folder.", (string)outcome.Value!, StringComparison.Ordinal);
        Assert.Equal((ToolDecision.Refused, 0), (gated.Log.Only.Decision, gated.Runs));
    }

    [Fact]
    public async Task Invoke_ManyAtOnce_AsksOneAfterAnotherAndOnceForAllThatAreAlike()
    {
        var approver = new ScriptedApprover(ScriptedApprover.Always);
        var gated = new Gated(approver: approver);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => gated.InvokeAsync(Gated.Write($"{number % 4}.txt")).AsTask()));

        Assert.Equal((40, 4, 1), (gated.Runs, approver.Requests.Count, approver.MostAtOnce));
    }

    [Fact]
    public async Task Invoke_ApproverThrows_NextCallIsAsked()
    {
        var gated = new Gated(approver: new ScriptedApprover(_ => throw new IOException("no terminal"), ScriptedApprover.Yes));

        await Assert.ThrowsAsync<IOException>(() => gated.InvokeAsync(Gated.Write("a.txt")).AsTask());

        Assert.Equal(ToolEnding.Completed, (await gated.InvokeAsync(Gated.Write("a.txt"))).Ending);
    }

    [Fact]
    public async Task Invoke_Preview_ComesFromTheFirstThatKnowsTheFunction()
    {
        var approver = new ScriptedApprover(ScriptedApprover.Yes);
        var gated = new Gated(
            options =>
            {
                options.Previews.Add(new Preview("other", "not this"));
                options.Previews.Add(new Preview("write_file", "+ text"));
            },
            approver);

        await gated.InvokeAsync(Gated.Write("a.txt"));

        Assert.Equal("+ text", Assert.Single(approver.Requests).Preview);
    }

    private sealed class Preview(string function, string text) : IToolPreview
    {
        public ValueTask<string?> PreviewAsync(ToolCall call, CancellationToken cancellationToken) =>
            ValueTask.FromResult(call.Name == function ? text : null);
    }
}
