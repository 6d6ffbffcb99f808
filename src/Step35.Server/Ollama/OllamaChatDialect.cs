using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.Framing;
using Step35.Server.Ollama.Wire;
using Step35.Server.Replies;

namespace Step35.Server.Ollama;

/// <summary>Speaks Ollama's chats.</summary>
internal sealed class OllamaChatDialect : IDialect<OllamaChatRequest>
{
    public JsonTypeInfo<OllamaChatRequest> RequestType => OllamaJson.Default.OllamaChatRequest;

    public ReplyFraming Framing => ReplyFraming.Lines;

    public IErrorFormat Errors => OllamaErrors.Instance;

    public ChatCall Read(OllamaChatRequest request)
    {
        var call = OllamaRequestReader.Read(request, OllamaMessageReader.Read(request.Messages));
        call.Options.Tools = request.Tools is null ? null : [.. request.Tools.ReadEach("tools", ReadTool)];
        return call;
    }

    public IReplyStream CreateStream(OllamaChatRequest request, ReplyContext context) => new OllamaStream(new OllamaReplyWriter(context, isChat: true));

    public void WriteWhole(OllamaChatRequest request, ReplyContext context, IReadOnlyList<ChatResponse> answers, IFrames body) =>
        body.Write(new OllamaReplyWriter(context, isChat: true).Whole(ReplyBlocks.Of(answers[0])), OllamaJson.Default.OllamaReply);

    private static AITool ReadTool(OllamaTool tool, string path) =>
        FunctionTool.Create(tool.Function?.Name, tool.Function?.Description, tool.Function?.Parameters, $"{path}.function");
}
