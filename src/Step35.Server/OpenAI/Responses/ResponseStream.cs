using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.OpenAI.Responses.Wire;
using Step35.Server.Replies;

namespace Step35.Server.OpenAI.Responses;

/// <summary>Tells by events how a response comes about.</summary>
internal sealed class ResponseStream(ResponsesRequest request, ReplyContext context) : IReplyStream
{
    private readonly ReplyBlocks _blocks = new();
    private readonly ResponseWriter _writer = new(request, context);
    private int _sequenceNumber;

    public void Begin(IFrames frames)
    {
        Send(frames, new() { Type = "response.created", Response = _writer.Begun });
        Send(frames, new() { Type = "response.in_progress", Response = _writer.Begun });
    }

    public void Push(int choice, ChatResponseUpdate update, IFrames frames) => Tell(frames, _blocks.Push(update));

    public void End(IFrames frames)
    {
        Tell(frames, _blocks.Close());
        var response = _blocks.HasBrokenCall ? _writer.Failed(_blocks, BrokenCall.Error) : _writer.Ended(_blocks);
        Send(frames, new() { Type = $"response.{response.Status}", Response = response });
    }

    public void Fail(ApiError error, IFrames frames) =>
        Send(frames, new() { Type = "response.failed", Response = _writer.Failed(_blocks, error) });

    private void Tell(IFrames frames, IReadOnlyList<ReplyStep> steps)
    {
        foreach (var step in steps)
            foreach (var item in EventsOf(step))
                Send(frames, item);
    }

    private void Send(IFrames frames, ResponseEvent item) =>
        frames.Write(item with { SequenceNumber = _sequenceNumber++ }, ResponsesJson.Default.ResponseEvent, item.Type);

    private IEnumerable<ResponseEvent> EventsOf(ReplyStep step) =>
        step.Block.Kind == ReplyBlockKind.Call ? CallEvents(step) : TextEvents(step, FormOf(step.Block));

    private IEnumerable<ResponseEvent> CallEvents(ReplyStep step)
    {
        var place = new ResponseEvent { ItemId = _writer.IdOf(step.Block), OutputIndex = step.Block.Index };
        return step.Kind switch
        {
            ReplyStepKind.Open => [Added(step.Block)],
            ReplyStepKind.Append => [place with { Type = "response.function_call_arguments.delta", Delta = step.Piece }],
            _ =>
            [
                place with { Type = "response.function_call_arguments.done", Name = step.Block.FunctionName, Arguments = step.Block.Text },
                Done(step.Block),
            ],
        };
    }

    private IEnumerable<ResponseEvent> TextEvents(ReplyStep step, PartForm form)
    {
        var place = form.Place with { ItemId = _writer.IdOf(step.Block), OutputIndex = step.Block.Index };
        return step.Kind switch
        {
            ReplyStepKind.Open => [Added(step.Block), place with { Type = form.PartName + ".added", Part = form.ToPart("", []) }],
            ReplyStepKind.Append => [place with { Type = form.TextName + ".delta", Delta = step.Piece, Logprobs = form.ToLogprobs(step.Tokens) }],
            _ =>
            [
                place with { Type = form.TextName + ".done", Text = step.Block.Text, Logprobs = form.ToLogprobs(step.Block.Tokens) },
                place with { Type = form.PartName + ".done", Part = form.ToPart(step.Block.Text, step.Block.Tokens) },
                Done(step.Block),
            ],
        };
    }

    private ResponseEvent Added(ReplyBlock block) =>
        new() { Type = "response.output_item.added", OutputIndex = block.Index, Item = _writer.Begin(block) };

    private ResponseEvent Done(ReplyBlock block) =>
        new() { Type = "response.output_item.done", OutputIndex = block.Index, Item = _writer.End(block) };

    private PartForm FormOf(ReplyBlock block) => block.Kind == ReplyBlockKind.Text ? PartForm.Answer : PartForm.OfReasoning(request);
}
