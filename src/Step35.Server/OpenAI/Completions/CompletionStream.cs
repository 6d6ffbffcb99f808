using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI.Completions;

/// <summary>Writes completions piece by piece.</summary>
internal sealed class CompletionStream(ReplyContext context, bool includeUsage) : IReplyStream
{
    private readonly SortedDictionary<int, UsageDetails> _usage = [];
    private readonly Dictionary<int, TokenOffsets> _offsets = [];

    public static CompletionReply NewReply(ReplyContext context) => new()
    {
        Id = $"cmpl-{context.Id}",
        Created = context.CreatedAt.ToUnixTimeSeconds(),
        Model = context.Model,
    };

    public void Begin(IFrames frames)
    {
    }

    public void Push(int choice, ChatResponseUpdate update, IFrames frames)
    {
        foreach (var usage in update.Contents.OfType<UsageContent>())
            _usage[choice] = usage.Details;
        var finish = update.FinishReason is { } reason ? FinishReasons.Name(reason) : null;
        if (update.Text.Length > 0 || finish is not null)
            Write(frames, NewReply(context) with { Choices = [new CompletionChoice(choice, update.Text, finish, ToLogprobs(choice, update))] });
    }

    public void End(IFrames frames)
    {
        if (includeUsage)
            Write(frames, NewReply(context) with { Usage = UsageTotal.Of(_usage.Values) });
        frames.WriteText(OpenAIRoutes.EndMark);
    }

    public void Fail(ApiError error, IFrames frames) => OpenAIErrors.Completions.Write(error, frames);

    private CompletionLogprobs? ToLogprobs(int choice, ChatResponseUpdate update)
    {
        if (!_offsets.TryGetValue(choice, out var offsets))
            _offsets[choice] = offsets = new TokenOffsets();
        return Likelihood.ToCompletion(Likelihood.TokensOf(update.Contents), offsets);
    }

    private static void Write(IFrames frames, CompletionReply reply) => frames.Write(reply, OpenAIJson.Default.CompletionReply);
}
