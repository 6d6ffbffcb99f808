using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Prompting;
using Step35.Server.Anthropic.Wire;
using Step35.Server.Dialects;
using Step35.Server.Replies;

namespace Step35.Server.Anthropic;

/// <summary>Writes messages and their blocks.</summary>
internal static class MessageWriter
{
    // Clients drop thinking without one.
    private const string NoSignature = "unsigned";

    private static readonly JsonElement NoInput = JsonElement.Parse("{}");

    /// <summary>Writes a message that nothing is written of yet.</summary>
    public static MessageReply Begun(ReplyContext context) =>
        new() { Id = $"msg_{context.Id}", Model = context.Model, Content = [], Usage = UsageOf(new UsageDetails()) };

    public static MessageReply Ended(ReplyContext context, ReplyBlocks blocks) => Begun(context) with
    {
        Content = [.. blocks.All.Select(End)],
        StopReason = StopReasonOf(blocks),
        StopSequence = blocks.StopSequence,
        Usage = UsageOf(blocks.Usage),
    };

    /// <summary>Writes a block that is empty still.</summary>
    public static ContentBlock Begin(ReplyBlock block) => Write(block, "", signature: "", NoInput);

    /// <summary>Gets what clients hand back with a thought: all of it, where they are shown it in short.</summary>
    public static string SignatureOf(ReplyBlock block) => block.Words.Length > 0 ? ShortenedThought.Protect(block.Words) : NoSignature;

    public static string StopReasonOf(ReplyBlocks blocks) => blocks switch
    {
        { IsCutOff: true } => "max_tokens",
        { StopSequence: not null } => "stop_sequence",
        _ when blocks.All.Any(block => block.Kind == ReplyBlockKind.Call) => "tool_use",
        _ => "end_turn",
    };

    public static MessageUsage UsageOf(UsageDetails usage)
    {
        var cached = usage.CachedInputTokenCount ?? 0;
        return new((usage.InputTokenCount ?? 0) - cached, 0, cached, usage.OutputTokenCount ?? 0, new(usage.ReasoningTokenCount ?? 0));
    }

    private static ContentBlock End(ReplyBlock block) =>
        Write(block, block.Text, SignatureOf(block), block.Kind == ReplyBlockKind.Call ? JsonElement.Parse(block.Text) : NoInput);

    private static ContentBlock Write(ReplyBlock block, string text, string signature, JsonElement input) => block.Kind switch
    {
        ReplyBlockKind.Reasoning => new("thinking") { Thinking = text, Signature = signature },
        ReplyBlockKind.Text => new("text") { Text = text },
        _ => new("tool_use") { Id = block.CallId, Name = block.FunctionName, Input = input },
    };
}
