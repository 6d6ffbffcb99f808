using Microsoft.Extensions.AI;
using Step35.Server.OpenAI.Wire;
using Step35.Server.Replies;

namespace Step35.Server.OpenAI.Chat;

/// <summary>Turns the updates of one choice into deltas.</summary>
internal sealed class ChoiceStream(int index)
{
    private readonly ReplyBlocks _blocks = new();
    private int _calls;
    private bool _hasBegun;

    public UsageDetails Usage => _blocks.Usage;

    public bool HasBrokenCall => _blocks.HasBrokenCall;

    public IEnumerable<ChunkChoice> Push(ChatResponseUpdate update)
    {
        foreach (var step in _blocks.Push(update))
            if (ToDelta(step) is { } delta)
                yield return new ChunkChoice(index, WithRole(delta), Logprobs: ChoiceLogprobs.Of(step.Tokens));
    }

    public ChunkChoice End() => new(index, WithRole(new MessageDelta()), FinishReasons.Name(_blocks.FinishReason));

    private MessageDelta? ToDelta(ReplyStep step) => (step.Kind, step.Block.Kind) switch
    {
        (ReplyStepKind.Append, ReplyBlockKind.Text) => new MessageDelta { Content = step.Piece },
        (ReplyStepKind.Append, ReplyBlockKind.Reasoning) => new MessageDelta { ReasoningContent = step.Piece },
        (ReplyStepKind.Open, ReplyBlockKind.Call) => new MessageDelta { ToolCalls = [NewCall(step.Block)] },
        (ReplyStepKind.Append, ReplyBlockKind.Call) => new MessageDelta { ToolCalls = [NewPiece(step.Piece)] },
        _ => null,
    };

    // Only the first piece of a call names it.
    private ToolCall NewCall(ReplyBlock call) => new()
    {
        Index = _calls++,
        Id = call.CallId,
        Type = "function",
        Function = new CalledFunction(call.FunctionName, ""),
    };

    private ToolCall NewPiece(string arguments) => new() { Index = _calls - 1, Function = new CalledFunction(null, arguments) };

    // Only the first delta of a choice says who speaks.
    private MessageDelta WithRole(MessageDelta delta)
    {
        var isFirst = !_hasBegun;
        _hasBegun = true;
        return isFirst ? delta with { Role = "assistant" } : delta;
    }
}
