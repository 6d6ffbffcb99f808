using Microsoft.Extensions.AI;
using Step35.AI;
using Step35.Server.Dialects;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI.Chat;

/// <summary>Turns the updates of one choice into deltas.</summary>
internal sealed class ChoiceStream(int index)
{
    private readonly List<string> _begun = [];
    private ChatFinishReason? _finishReason;
    private bool _hasBegun;

    public IEnumerable<ChunkChoice> Push(ChatResponseUpdate update)
    {
        _finishReason = update.FinishReason ?? _finishReason;
        foreach (var content in update.Contents)
            if (ToDelta(content) is { } delta)
                yield return new ChunkChoice(index, WithRole(delta));
    }

    public ChunkChoice End() => new(index, WithRole(new MessageDelta()), FinishReasons.Name(_finishReason));

    private MessageDelta? ToDelta(AIContent content) => content switch
    {
        TextContent text => new MessageDelta { Content = text.Text },
        TextReasoningContent reasoning => new MessageDelta { ReasoningContent = reasoning.Text },
        FunctionArgumentsDelta piece => new MessageDelta { ToolCalls = [ToPiece(piece)] },
        FunctionCallContent call when _begun.Contains(call.CallId) => null,
        FunctionCallContent call => new MessageDelta { ToolCalls = [NewCall(call.CallId, call.Name, CallArguments.Write(call))] },
        _ => null,
    };

    // Only the first piece of a call names it.
    private ToolCall ToPiece(FunctionArgumentsDelta piece) => _begun.Contains(piece.CallId)
        ? new ToolCall { Index = _begun.IndexOf(piece.CallId), Function = new CalledFunction(null, piece.Delta) }
        : NewCall(piece.CallId, piece.Name, piece.Delta);

    private ToolCall NewCall(string id, string name, string arguments)
    {
        _begun.Add(id);
        return new ToolCall { Index = _begun.Count - 1, Id = id, Type = "function", Function = new CalledFunction(name, arguments) };
    }

    // Only the first delta of a choice says who speaks.
    private MessageDelta WithRole(MessageDelta delta)
    {
        var isFirst = !_hasBegun;
        _hasBegun = true;
        return isFirst ? delta with { Role = "assistant" } : delta;
    }
}
