using System.Collections.Immutable;
using Microsoft.Extensions.AI;

namespace Step35.Samples.WebChat.Chatting;

/// <summary>A question and all that came of it, grown from the updates of the response.</summary>
/// <remarks>One thread feeds it; any number of pages may read meanwhile.</remarks>
public sealed class ChatTurn(string question)
{
    private const string Stopped = "Not run: the user stopped the answer.";

    private readonly List<ChatResponseUpdate> _updates = [];
    private ImmutableList<TurnPart> _parts = [];

    public string Question => question;

    public IReadOnlyList<TurnPart> Parts => _parts;

    public TurnFigures Figures { get; private set; } = new();

    /// <summary>Gets why there is no answer; null if there is one.</summary>
    public string? Failure { get; private set; }

    public bool IsRunning { get; private set; } = true;

    /// <summary>Gets the messages as the model knows them; a turn that failed left it none.</summary>
    public IReadOnlyList<ChatMessage> Messages => Failure is null ? [new(ChatRole.User, question), .. _updates.ToChatResponse().Messages] : [];

    /// <summary>Makes a turn from what was stored.</summary>
    public static ChatTurn Restore(StoredTurn stored)
    {
        var turn = new ChatTurn(stored.Question) { Figures = stored.Figures, Failure = stored.Failure };
        foreach (var message in stored.Answer)
        {
            turn.Push(new ChatResponseUpdate(message.Role, message.Contents)
            {
                MessageId = message.MessageId,
                AdditionalProperties = message.AdditionalProperties,
            });
        }

        turn.Figures = stored.Figures;
        turn.IsRunning = false;
        return turn;
    }

    public StoredTurn Store() => new(question, [.. _updates.ToChatResponse().Messages], Figures, Failure);

    public void Push(ChatResponseUpdate update)
    {
        _updates.Add(update);
        Figures = Figures.Add(update);
        foreach (var content in update.Contents)
            Push(content);
    }

    /// <summary>Ends the turn; a call without a result gets one, since no model expects a call that nothing came of.</summary>
    public void End(string? failure = null)
    {
        foreach (var call in _parts.OfType<CallPart>().Where(call => call.Result is null))
            Push(new ChatResponseUpdate(ChatRole.Tool, [new FunctionResultContent(call.Id, Stopped)]));
        Failure = failure;
        IsRunning = false;
    }

    /// <summary>Finds a call of this turn.</summary>
    public CallPart? FindCall(string? id) => _parts.OfType<CallPart>().LastOrDefault(call => call.Id == id);

    private void Push(AIContent content)
    {
        switch (content)
        {
            case TextReasoningContent reasoning:
                Append(TextKind.Reasoning, reasoning.Text);
                break;
            case TextContent text:
                Append(TextKind.Answer, text.Text);
                break;
            case ErrorContent error:
                Append(TextKind.Error, error.Message);
                break;
            case FunctionCallContent call:
                _parts = _parts.Add(new CallPart(call));
                break;
            case FunctionResultContent result:
                FindCall(result.CallId)?.Complete(result);
                break;
        }
    }

    private void Append(TextKind kind, string text)
    {
        if (text.Length == 0)
            return;
        if (_parts is not [.., TextPart last] || last.Kind != kind)
            _parts = _parts.Add(last = new TextPart(kind));
        last.Append(text);
    }
}
