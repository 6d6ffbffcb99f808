using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.OpenAI.Wire;
using Step35.Server.Replies;

namespace Step35.Server.OpenAI.Chat;

/// <summary>Makes whole replies.</summary>
internal static class ChatReplies
{
    public static ChatReply Create(ReplyContext context, IReadOnlyList<ChatResponse> answers)
    {
        return new ChatReply
        {
            Id = ChatStream.IdOf(context),
            Created = context.CreatedAt.ToUnixTimeSeconds(),
            Model = context.Model,
            Choices = [.. answers.Select(ToChoice)],
            Usage = UsageTotal.Of(answers.Select(static answer => answer.Usage)),
        };
    }

    private static ReplyChoice ToChoice(ChatResponse answer, int index)
    {
        var blocks = ReplyBlocks.Of(answer);
        var tokens = blocks.All.SelectMany(static block => block.Tokens);
        return new ReplyChoice(index, ToMessage(blocks), FinishReasons.Name(blocks.FinishReason), ChoiceLogprobs.Of([.. tokens]));
    }

    private static ReplyMessage ToMessage(ReplyBlocks blocks)
    {
        var text = blocks.Join(ReplyBlockKind.Text);
        var reasoning = blocks.Join(ReplyBlockKind.Reasoning);
        var calls = blocks.All.Where(static block => block is { Kind: ReplyBlockKind.Call, IsWhole: true }).Select(ToCall).ToList();
        return new ReplyMessage
        {
            Content = text.Length > 0 || calls.Count == 0 ? text : null,
            ReasoningContent = reasoning.Length > 0 ? reasoning : null,
            ToolCalls = calls.Count > 0 ? calls : null,
        };
    }

    private static ToolCall ToCall(ReplyBlock call) => new()
    {
        Id = call.CallId,
        Type = "function",
        Function = new CalledFunction(call.FunctionName, call.Text),
    };
}
