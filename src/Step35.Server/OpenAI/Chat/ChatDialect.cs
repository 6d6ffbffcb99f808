using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.Framing;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI.Chat;

/// <summary>OpenAI's chat completions.</summary>
internal sealed class ChatDialect : IDialect<ChatRequest>
{
    public JsonTypeInfo<ChatRequest> RequestType => OpenAIJson.Default.ChatRequest;

    public ReplyFraming Framing => ReplyFraming.Events;

    public IErrorFormat Errors => OpenAIErrors.Instance;

    public ChatCall Read(ChatRequest request) => ChatRequestReader.Read(request);

    public IReplyStream CreateStream(ChatRequest request, ReplyContext context) =>
        new ChatStream(context, request.StreamOptions?.IncludeUsage == true);

    public void WriteWhole(ChatRequest request, ReplyContext context, IReadOnlyList<ChatResponse> answers, IFrames body) =>
        body.Write(ChatReplies.Create(context, answers), OpenAIJson.Default.ChatReply);
}
