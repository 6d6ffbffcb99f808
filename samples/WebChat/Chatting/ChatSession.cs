using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using Step35.AI.Tools.Approval;
using Step35.Samples.WebChat.Conversations;

namespace Step35.Samples.WebChat.Chatting;

/// <summary>A conversation that is open: its turns, the answer under way, and the questions that the gate asks meanwhile.</summary>
/// <remarks>It belongs to no page. Any number of tabs show it, and an answer goes on when all of them are closed.</remarks>
internal sealed class ChatSession : IApprover
{
    private readonly Agent _agent;
    private readonly IChatClient _client;
    private readonly ConversationStore _store;
    private readonly Lock _lock = new();
    private ImmutableList<ChatTurn> _turns;
    private CancellationTokenSource? _running;

    public ChatSession(Conversation conversation, Agent agent, ConversationStore store)
    {
        Conversation = conversation;
        _agent = agent;
        _store = store;
        _client = agent.CreateClient(this);
        _turns = [.. store.Load(conversation.Id).Select(ChatTurn.Restore)];
    }

    /// <summary>Tells that there is something new to show, from whichever thread it came.</summary>
    public event EventHandler? Changed;

    /// <summary>Tells that a question came, or that its answer ended.</summary>
    public event EventHandler? Saved;

    public Conversation Conversation { get; }

    public IReadOnlyList<ChatTurn> Turns => _turns;

    public bool IsRunning => _running is not null;

    /// <summary>Gets whether the conversation was deleted; then it takes no more questions.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Gets whether nobody looks at it and no answer is under way.</summary>
    public bool IsIdle => Changed is null && !IsRunning;

    /// <summary>Gets the call that waits for somebody's answer.</summary>
    public CallPart? Asking => _turns is [.., var turn] ? turn.Parts.OfType<CallPart>().FirstOrDefault(call => call.Question is not null) : null;

    /// <summary>Asks the model, unless an answer is under way or the conversation was deleted.</summary>
    /// <returns>A task that ends with the answer, and never fails: nobody has to wait for it. Null when the question was not taken.</returns>
    public Task? TryAsk(string question)
    {
        lock (_lock)
        {
            if (IsClosed || IsRunning)
                return null;
            var running = new CancellationTokenSource();
            _running = running;
            return RunAsync(new ChatTurn(question), running);
        }
    }

    /// <summary>Stops the answer; what was written so far stays.</summary>
    public void Stop()
    {
        lock (_lock)
            _ = _running?.CancelAsync();
    }

    /// <summary>Stops for good, because the conversation was deleted.</summary>
    public void Close()
    {
        lock (_lock)
            IsClosed = true;
        Stop();
        OnChanged();
    }

    /// <inheritdoc/>
    public async ValueTask<ApprovalAnswer> AskAsync(ApprovalRequest request, CancellationToken cancellationToken)
    {
        if (_turns[^1].FindCall(FunctionInvokingChatClient.CurrentContext?.CallContent.CallId) is not { } call)
            return ApprovalAnswer.Deny("nobody sees the call");
        var answer = call.AskAsync(new OpenQuestion(request), cancellationToken);
        OnChanged();
        try
        {
            return await answer;
        }
        finally
        {
            OnChanged();
        }
    }

    private async Task RunAsync(ChatTurn turn, CancellationTokenSource running)
    {
        // Away from the page's own context: the answer must not depend on it.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        turn.End(await FailureOfAsync(() => AnswerAsync(turn, running.Token), running.Token));
        if (await FailureOfAsync(() => SaveAsync(turn)) is { } failure)
            turn.End(failure);
        lock (_lock)
        {
            _running = null;
            running.Dispose();
        }

        OnSaved();
    }

    private async Task AnswerAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        IReadOnlyList<ChatMessage> history = [.. _turns.SelectMany(earlier => earlier.Messages), new(ChatRole.User, turn.Question)];
        _turns = _turns.Add(turn);
        await SaveAsync(turn);
        OnSaved();
        await foreach (var update in _client.GetStreamingResponseAsync(history, _agent.Options, cancellationToken))
        {
            turn.Push(update);
            OnChanged();
        }
    }

    private static async Task<string?> FailureOfAsync(Func<Task> step, CancellationToken cancellationToken = default)
    {
        try
        {
            await step();
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // Whatever went wrong, the page says so, and the conversation goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return error.Message;
        }
    }

    private Task SaveAsync(ChatTurn turn)
    {
        _store.Save(Conversation.Id, _turns.IndexOf(turn), turn.Store());
        return Task.CompletedTask;
    }

    private void OnSaved()
    {
        Saved?.Invoke(this, EventArgs.Empty);
        OnChanged();
    }

    private void OnChanged() => Changed?.Invoke(this, EventArgs.Empty);
}
