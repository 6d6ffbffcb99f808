using Microsoft.Extensions.AI;
using Step35.Server.Anthropic.Wire;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.Replies;

namespace Step35.Server.Anthropic;

/// <summary>Tells by events how a message comes about.</summary>
internal sealed class MessageStream(ReplyContext context) : IReplyStream
{
    private readonly ReplyBlocks _blocks = new();

    public void Begin(IFrames frames)
    {
        Send(frames, new("message_start") { Message = MessageWriter.Begun(context) });
        Send(frames, new("ping"));
    }

    public void Push(int choice, ChatResponseUpdate update, IFrames frames) => Tell(frames, _blocks.Push(update));

    public void End(IFrames frames)
    {
        Tell(frames, _blocks.Close());
        if (_blocks.HasBrokenCall)
        {
            Fail(BrokenCall.Error, frames);
            return;
        }

        Send(frames, new("message_delta")
        {
            Delta = new() { StopReason = MessageWriter.StopReasonOf(_blocks), StopSequence = _blocks.StopSequence },
            Usage = MessageWriter.UsageOf(_blocks.Usage),
        });
        Send(frames, new("message_stop"));
    }

    public void Fail(ApiError error, IFrames frames) => AnthropicErrors.Instance.Write(error, frames);

    private static void Tell(IFrames frames, IReadOnlyList<ReplyStep> steps)
    {
        foreach (var step in steps)
            foreach (var item in EventsOf(step))
                Send(frames, item with { Index = step.Block.Index });
    }

    private static void Send(IFrames frames, MessageEvent item) => frames.Write(item, AnthropicJson.Default.MessageEvent, item.Type);

    private static IEnumerable<MessageEvent> EventsOf(ReplyStep step) => step.Kind switch
    {
        ReplyStepKind.Open => [new("content_block_start") { ContentBlock = MessageWriter.Begin(step.Block) }],
        ReplyStepKind.Append => [Delta(DeltaOf(step))],
        _ when step.Block.Kind == ReplyBlockKind.Reasoning =>
            [Delta(new() { Type = "signature_delta", Signature = MessageWriter.SignatureOf(step.Block) }), new("content_block_stop")],
        _ => [new("content_block_stop")],
    };

    private static MessageEvent Delta(EventDelta delta) => new("content_block_delta") { Delta = delta };

    private static EventDelta DeltaOf(ReplyStep step) => step.Block.Kind switch
    {
        ReplyBlockKind.Reasoning => new() { Type = "thinking_delta", Thinking = step.Piece },
        ReplyBlockKind.Text => new() { Type = "text_delta", Text = step.Piece },
        _ => new() { Type = "input_json_delta", PartialJson = step.Piece },
    };
}
