using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI.Chat;

/// <summary>Turns the updates of one choice into deltas.</summary>
internal sealed class ChoiceStream(int index)
{
    private ChatFinishReason? _finishReason;
    private int _calls;
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
        FunctionCallContent call => new MessageDelta { ToolCalls = [ToCall(call)] },
        _ => null,
    };

    private ToolCall ToCall(FunctionCallContent call) => new()
    {
        Index = _calls++,
        Id = call.CallId,
        Type = "function",
        Function = new CalledFunction(call.Name, CallArguments.Write(call)),
    };

    // Only the first delta of a choice says who speaks.
    private MessageDelta WithRole(MessageDelta delta)
    {
        var isFirst = !_hasBegun;
        _hasBegun = true;
        return isFirst ? delta with { Role = "assistant" } : delta;
    }
}
