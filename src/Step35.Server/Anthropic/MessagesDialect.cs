using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;
using Step35.Server.Anthropic.Wire;
using Step35.Server.Dialects;
using Step35.Server.Framing;
using Step35.Server.Replies;

namespace Step35.Server.Anthropic;

/// <summary>Speaks Anthropic's messages.</summary>
internal sealed class MessagesDialect : IDialect<MessagesRequest>
{
    public JsonTypeInfo<MessagesRequest> RequestType => AnthropicJson.Default.MessagesRequest;

    public ReplyFraming Framing => ReplyFraming.Events;

    public IErrorFormat Errors => AnthropicErrors.Instance;

    public ChatCall Read(MessagesRequest request) => MessagesRequestReader.Read(request);

    public IReplyStream CreateStream(MessagesRequest request, ReplyContext context) => new MessageStream(context);

    public void WriteWhole(MessagesRequest request, ReplyContext context, IReadOnlyList<ChatResponse> answers, IFrames body) =>
        body.Write(MessageWriter.Ended(context, ReplyBlocks.Of(answers[0])), AnthropicJson.Default.MessageReply);
}
