using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.Framing;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI.Completions;

/// <summary>OpenAI's completions: a text is continued as it stands.</summary>
internal sealed class CompletionDialect : IDialect<CompletionRequest>
{
    // What OpenAI writes where a request says nothing.
    private const int UsualMaxTokens = 16;

    public JsonTypeInfo<CompletionRequest> RequestType => OpenAIJson.Default.CompletionRequest;

    public ReplyFraming Framing => ReplyFraming.Events;

    public IErrorFormat Errors => OpenAIErrors.Completions;

    public ChatCall Read(CompletionRequest request)
    {
        OtherFields.Completions.Check(request.Others);
        if (request.BestOf is { } all and not 0 && all != (request.N ?? 1))
            throw ApiException.Unsupported("best_of", "answers are not compared; use 'n', and choose.");
        var messages = new[] { new ChatMessage(ChatRole.User, ReadPrompt(request)) };
        var options = new ChatOptions { MaxOutputTokens = request.MaxTokens.AtLeastOne("max_tokens") ?? UsualMaxTokens };
        return GenerationReader.Read(request, messages, options).WithLikelihood(request.Logprobs, "logprobs") with { IsRawPrompt = true };
    }

    public IReplyStream CreateStream(CompletionRequest request, ReplyContext context) =>
        new CompletionStream(context, request.StreamOptions?.IncludeUsage == true);

    public void WriteWhole(CompletionRequest request, ReplyContext context, IReadOnlyList<ChatResponse> answers, IFrames body) => body.Write(
        CompletionStream.NewReply(context) with
        {
            Choices = [.. answers.Select(ToChoice)],
            Usage = UsageTotal.Of(answers.Select(static answer => answer.Usage)),
        },
        OpenAIJson.Default.CompletionReply);

    private static CompletionChoice ToChoice(ChatResponse answer, int index)
    {
        var tokens = Likelihood.TokensOf(answer);
        return new CompletionChoice(index, answer.Text, FinishReasons.Name(answer.FinishReason), Likelihood.ToCompletion(tokens, new TokenOffsets()));
    }

    private static string ReadPrompt(CompletionRequest request) => request.Prompt switch
    {
        [{ Length: > 0 } only] => only,
        null or [] or [null or ""] => throw ApiException.Wrong("prompt", "it is empty; send a text to be continued."),
        _ => throw ApiException.Wrong("prompt", "send one text; several are not taken."),
    };
}
