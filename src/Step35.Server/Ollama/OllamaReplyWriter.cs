using System.Text.Json;
using Step35.AI;
using Step35.Server.Dialects;
using Step35.Server.Ollama.Wire;
using Step35.Server.Replies;

namespace Step35.Server.Ollama;

/// <summary>Writes replies and their pieces.</summary>
/// <param name="context">What the reply says about itself.</param>
/// <param name="isChat">Whether it answers with messages, or with plain text.</param>
internal sealed class OllamaReplyWriter(ReplyContext context, bool isChat)
{
    private static readonly OllamaMessage Nothing = new("assistant") { Content = "" };

    /// <summary>Writes what a step says; null where it says nothing, since calls are told as a whole.</summary>
    public OllamaReply? Piece(ReplyStep step) => (step.Kind, step.Block.Kind) switch
    {
        (ReplyStepKind.Append, ReplyBlockKind.Text) => Write(Nothing with { Content = step.Piece }),
        (ReplyStepKind.Append, ReplyBlockKind.Reasoning) => Write(Nothing with { Thinking = step.Piece }),
        (ReplyStepKind.Close, ReplyBlockKind.Call) when step.Block.IsWhole => Write(Nothing with { ToolCalls = [ToCall(step.Block)] }),
        _ => null,
    };

    /// <summary>Writes the last piece.</summary>
    public OllamaReply End(ReplyBlocks blocks) => AddFigures(Write(Nothing), blocks);

    /// <summary>Writes a reply of one piece.</summary>
    public OllamaReply Whole(ReplyBlocks blocks)
    {
        var calls = blocks.All.Where(block => block.Kind == ReplyBlockKind.Call).Select(ToCall).ToList();
        var thinking = blocks.Join(ReplyBlockKind.Reasoning);
        var message = Nothing with
        {
            Content = blocks.Join(ReplyBlockKind.Text),
            Thinking = thinking.Length > 0 ? thinking : null,
            ToolCalls = calls.Count > 0 ? calls : null,
        };
        return AddFigures(Write(message), blocks);
    }

    private OllamaReply Write(OllamaMessage message)
    {
        var reply = new OllamaReply { Model = context.Model, CreatedAt = context.Time.GetUtcNow() };
        return isChat ? reply with { Message = message } : reply with { Response = message.Content, Thinking = message.Thinking };
    }

    private OllamaReply AddFigures(OllamaReply reply, ReplyBlocks blocks)
    {
        var total = context.Elapsed;
        var reading = SecondsOf(blocks, ResponseFacts.PrefillSeconds) ?? TimeSpan.Zero;
        return reply with
        {
            Done = true,
            DoneReason = blocks.IsCutOff ? "length" : "stop",
            TotalDuration = ToNanoseconds(total),
            LoadDuration = 0,
            PromptEvalCount = blocks.Usage.InputTokenCount ?? 0,
            PromptEvalDuration = ToNanoseconds(reading),
            EvalCount = blocks.Usage.OutputTokenCount ?? 0,
            EvalDuration = ToNanoseconds(SecondsOf(blocks, ResponseFacts.DecodeSeconds) ?? total - reading),
        };
    }

    private static TimeSpan? SecondsOf(ReplyBlocks blocks, string fact) =>
        blocks.Facts.GetValueOrDefault(fact) is double seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static long ToNanoseconds(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;

    private static OllamaCall ToCall(ReplyBlock call) => new(new(call.FunctionName, JsonElement.Parse(call.Text)), call.CallId);
}
