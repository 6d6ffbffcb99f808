using Microsoft.Extensions.AI;
using Step35.AI.Terminals;
using Step35.AI.Tests.Tools;
using Step35.Plugins.Tests;
using Step35.Samples.CodingAgent;
using Step35.SK.Tests;

namespace Samples.ModelTests.CodingAgent;

/// <summary>The coding agent in a repository of its own, with a model that plays a script.</summary>
internal sealed class CodingScript : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private int _calls;

    /// <summary>Makes a repository whose test fails: the sum is a difference.</summary>
    public CodingScript()
    {
        Scratch.Write("add.sh", "echo $(($1 - $2))\n").Write("test.sh", "test $(sh add.sh 2 3) = 5 && echo passed\n");
        Scratch.Run("git", "init", "--quiet");
        Scratch.Run("git", "add", "--all");
        Scratch.Run("git", "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "--message=Add");
    }

    public Scratch Scratch { get; } = new();

    public ScriptedApprover Approver { get; set; } = new(ScriptedApprover.Yes);

    public string[] Commands { get; set; } = ["sh test.sh"];

    public string[] Unasked { get; set; } = [];

    public string? SessionPath { get; set; }

    public string Output => _output.ToString();

    public AIContent Call(string function, params (string Name, object Value)[] arguments) => new FunctionCallContent(
        $"call-{++_calls}", function, arguments.ToDictionary(argument => argument.Name, object? (argument) => argument.Value));

    public AIContent Edit(string oldText, string newText) =>
        Call("Files_edit_file", ("path", "add.sh"), ("oldText", oldText), ("newText", newText));

    public Agent Start(IChatClient model) => new(
        new AgentSettings
        {
            Folder = Scratch.Root,
            Commands = Commands,
            Unasked = Unasked,
            SessionPath = SessionPath,
            Model = model,
        },
        Approver,
        new AnswerWriter(_output, isTerminal: false, hasColors: false));

    /// <summary>Works on one task and gives what git finds changed.</summary>
    public async Task<string> WorkAsync(ScriptedChatClient model, string task = "Make the test pass.")
    {
        await using var agent = Start(model);
        await agent.WorkAsync(task, TestContext.Current.CancellationToken);
        return await agent.DescribeChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What the model got to read of its last calls before a request.</summary>
    public static string ResultBefore(ScriptedChatClient model, int request) =>
        string.Join('\n', model.Requests[request].Messages[^1].Contents.OfType<FunctionResultContent>().Select(result => result.Result));

    public void Dispose()
    {
        _output.Dispose();
        Scratch.Dispose();
    }
}
