using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Step35.AI.Terminals;
using Step35.AI.Tools.Approval;
using Step35.SK;

namespace Step35.Samples.CodingAgent;

/// <summary>Works on tasks in a git work tree, one after another, and remembers them.</summary>
internal sealed class Agent : IAsyncDisposable
{
    private readonly Kernel _kernel;
    private readonly AnswerWriter _writer;
    private readonly ChatOptions _options;
    private readonly SavedSession _session;

    public Agent(AgentSettings settings, IApprover? approver, AnswerWriter writer)
    {
        _writer = writer;
        _session = SavedSession.Open(settings.SessionPath);
        _kernel = CodingKernel.Create(settings, approver);
        _options = new Step35PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }.ToChatOptions(_kernel)!;
        _options.Instructions = $"""
            You are a coding agent in a git work tree. Work in these steps:
            1. Say in a few short lines what you are going to do.
            2. List, search and read what matters. Do not guess what a file holds.
            3. Change as little as possible, with edit_file.
            4. Run the tests. While they fail, go back to step 2. You can run: {string.Join(", ", settings.Commands)}.
            5. Say what you changed and whether the tests pass.
            What the user denied you do not try again in another way; say what you could not do.
            """;
    }

    /// <summary>Works on one task. Of a task that is stopped, the finished rounds of calls are remembered.</summary>
    public async Task WorkAsync(string task, CancellationToken cancellationToken)
    {
        _session.Messages.Add(new(ChatRole.User, task));
        var updates = new List<ChatResponseUpdate>();
        try
        {
            var client = _kernel.GetRequiredService<IChatClient>();
            await foreach (var update in client.GetStreamingResponseAsync(_session.Messages, _options, cancellationToken))
            {
                updates.Add(update);
                foreach (var content in update.Contents)
                    _writer.Write(content);
            }

            _session.Messages.AddMessages(updates);
        }
        catch
        {
            // A call without its result cannot be sent to the model again.
            var messages = updates.ToChatResponse().Messages.ToList();
            _session.Messages.AddRange(messages[..(messages.FindLastIndex(message => message.Role == ChatRole.Tool) + 1)]);
            _session.Messages.Add(new(ChatRole.Assistant, "(I was stopped.)"));
            throw;
        }
        finally
        {
            _writer.EndBlock();
            if (_session.TrySave() is { } problem)
                _writer.WriteNote(problem);
        }
    }

    /// <summary>Says what git finds changed, whatever the model says.</summary>
    public async Task<string> DescribeChangesAsync(CancellationToken cancellationToken) =>
        (await _kernel.InvokeAsync("Git", "git_status", cancellationToken: cancellationToken)).ToString();

    public ValueTask DisposeAsync() => ((IAsyncDisposable)_kernel.Services).DisposeAsync();
}
