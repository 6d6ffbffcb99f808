using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.Framing;
using Step35.Server.Ollama.Wire;
using Step35.Server.Replies;

namespace Step35.Server.Ollama;

/// <summary>Speaks Ollama's generations: one prompt, one answer.</summary>
internal sealed class OllamaGenerateDialect : IDialect<OllamaGenerateRequest>
{
    public JsonTypeInfo<OllamaGenerateRequest> RequestType => OllamaJson.Default.OllamaGenerateRequest;

    public ReplyFraming Framing => ReplyFraming.Lines;

    public IErrorFormat Errors => OllamaErrors.Instance;

    public ChatCall Read(OllamaGenerateRequest request)
    {
        var call = OllamaRequestReader.Read(request, [.. ReadMessages(request)]);
        if (request.Raw != true)
            return call;
        if (FindChatField(request, call) is { } field)
            throw ApiException.Unsupported(field, "a raw prompt is continued as it stands; write into it what the model shall know, or leave out 'raw'.");
        return call with { IsRawPrompt = true };
    }

    public IReplyStream CreateStream(OllamaGenerateRequest request, ReplyContext context) => new OllamaStream(new OllamaReplyWriter(context, isChat: false));

    public void WriteWhole(OllamaGenerateRequest request, ReplyContext context, IReadOnlyList<ChatResponse> answers, IFrames body) =>
        body.Write(new OllamaReplyWriter(context, isChat: false).Whole(ReplyBlocks.Of(answers[0])), OllamaJson.Default.OllamaReply);

    private static string? FindChatField(OllamaGenerateRequest request, ChatCall call) => request switch
    {
        { System.Length: > 0 } => "system",
        { Think.ValueKind: JsonValueKind.True or JsonValueKind.String } => "think",
        { Truncate: true } => "truncate",
        _ => call.Options.ResponseFormat is null ? null : "format",
    };

    private static IEnumerable<ChatMessage> ReadMessages(OllamaGenerateRequest request)
    {
        if (string.IsNullOrEmpty(request.Prompt))
            throw ApiException.Wrong("prompt", "it is empty; the host loads models by itself, so ask something.");
        if (!string.IsNullOrEmpty(request.System))
            yield return new ChatMessage(ChatRole.System, request.System);
        yield return new ChatMessage(ChatRole.User, request.Prompt);
    }
}
