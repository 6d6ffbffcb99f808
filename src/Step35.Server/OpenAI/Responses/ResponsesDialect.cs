using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.Framing;
using Step35.Server.OpenAI.Responses.Wire;
using Step35.Server.Replies;

namespace Step35.Server.OpenAI.Responses;

/// <summary>Speaks OpenAI's responses.</summary>
internal sealed class ResponsesDialect : IDialect<ResponsesRequest>
{
    public JsonTypeInfo<ResponsesRequest> RequestType => ResponsesJson.Default.ResponsesRequest;

    public ReplyFraming Framing => ReplyFraming.Events;

    public IErrorFormat Errors => OpenAIErrors.Responses;

    public ChatCall Read(ResponsesRequest request) => ResponsesRequestReader.Read(request);

    public IReplyStream CreateStream(ResponsesRequest request, ReplyContext context) => new ResponseStream(request, context);

    public void WriteWhole(ResponsesRequest request, ReplyContext context, IReadOnlyList<ChatResponse> answers, IFrames body) =>
        body.Write(new ResponseWriter(request, context).Ended(ReplyBlocks.Of(answers[0])), ResponsesJson.Default.ResponseBody);
}
