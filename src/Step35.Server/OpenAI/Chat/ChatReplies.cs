using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI.Chat;

/// <summary>Makes whole replies.</summary>
internal static class ChatReplies
{
    public static ChatReply Create(ReplyContext context, IReadOnlyList<ChatResponse> answers) => new()
    {
        Id = ChatStream.IdOf(context),
        Created = context.CreatedAt.ToUnixTimeSeconds(),
        Model = context.Model,
        Choices = [.. answers.Select((answer, index) => new ReplyChoice(index, ToMessage(answer), FinishReasons.Name(answer.FinishReason)))],
        Usage = UsageTotal.Of(answers.Select(answer => answer.Usage)),
    };

    private static ReplyMessage ToMessage(ChatResponse answer)
    {
        var contents = answer.Messages.SelectMany(message => message.Contents).ToList();
        var text = string.Concat(contents.OfType<TextContent>());
        var reasoning = string.Concat(contents.OfType<TextReasoningContent>());
        var calls = contents.OfType<FunctionCallContent>().Select(ToCall).ToList();
        return new ReplyMessage
        {
            Content = text.Length > 0 || calls.Count == 0 ? text : null,
            ReasoningContent = reasoning.Length > 0 ? reasoning : null,
            ToolCalls = calls.Count > 0 ? calls : null,
        };
    }

    private static ToolCall ToCall(FunctionCallContent call) => new()
    {
        Id = call.CallId,
        Type = "function",
        Function = new CalledFunction(call.Name, CallArguments.Write(call)),
    };
}
