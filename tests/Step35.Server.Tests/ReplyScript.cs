using CsCheck;
using Microsoft.Extensions.AI;
using Step35.AI;
using Step35.Server.Dialects;
using Step35.Server.Replies;

namespace Step35.Server.Tests;

/// <summary>A reply, and ways to cut it into updates.</summary>
internal sealed record ReplyScript(IReadOnlyList<(ReplyBlockKind Kind, string Text)> Blocks)
{
    private static readonly Gen<string> Text = Gen.OneOf(Gen.Const("öß"), Gen.Const("🙂 \"x\"\n🙂"), Gen.String[Gen.Char.AlphaNumeric, 1, 12]);

    /// <summary>Gets replies whose neighbouring blocks differ, except calls, which may follow each other.</summary>
    public static Gen<ReplyScript> Any { get; } =
        Gen.Select(Gen.Enum<ReplyBlockKind>(), Text).List[0, 6].Select(blocks => new ReplyScript(Distinct(blocks)));

    /// <summary>Makes updates of the reply: every text is cut into pieces of these lengths, in turn.</summary>
    public IEnumerable<ChatResponseUpdate> Cut(int[] lengths, bool streamsArguments)
    {
        var pieces = new PieceCutter(lengths);
        foreach (var (index, (kind, text)) in Blocks.Index())
            foreach (var content in kind == ReplyBlockKind.Call ? CallOf(index, text, pieces, streamsArguments) : pieces.Cut(text).Select(piece => TextOf(kind, piece)))
                yield return new ChatResponseUpdate(ChatRole.Assistant, [content]) { MessageId = "m" };
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(Usage())])
        {
            MessageId = "m",
            FinishReason = Blocks.Any(block => block.Kind == ReplyBlockKind.Call) ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        };
    }

    private static UsageDetails Usage() =>
        new() { InputTokenCount = 9, CachedInputTokenCount = 4, OutputTokenCount = 7, ReasoningTokenCount = 2, TotalTokenCount = 16 };

    private static AIContent TextOf(ReplyBlockKind kind, string piece) =>
        kind == ReplyBlockKind.Text ? new TextContent(piece) : new TextReasoningContent(piece);

    private static IEnumerable<AIContent> CallOf(int index, string city, PieceCutter pieces, bool streamsArguments)
    {
        var call = new FunctionCallContent($"call_{index}", "get_weather", new Dictionary<string, object?> { ["city"] = city });
        if (streamsArguments)
        {
            yield return new FunctionArgumentsDelta(call.CallId, call.Name, "");
            foreach (var piece in pieces.Cut(CallArguments.Write(call)))
                yield return new FunctionArgumentsDelta(call.CallId, call.Name, piece);
        }

        yield return call;
    }

    private static List<(ReplyBlockKind Kind, string Text)> Distinct(List<(ReplyBlockKind Kind, string Text)> blocks) =>
        [.. blocks.Where((block, index) => index == 0 || block.Kind == ReplyBlockKind.Call || block.Kind != blocks[index - 1].Kind)];
}
