using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.OpenAI.Wire;
using Step35.Server.Replies;

namespace Step35.Server.OpenAI.Chat;

/// <summary>Writes chat completions piece by piece.</summary>
internal sealed class ChatStream(ReplyContext context, bool includeUsage) : IReplyStream
{
    private readonly SortedDictionary<int, ChoiceStream> _choices = [];

    public static string IdOf(ReplyContext context) => $"chatcmpl-{context.Id}";

    public void Begin(IFrames frames)
    {
    }

    public void Push(int choice, ChatResponseUpdate update, IFrames frames)
    {
        if (!_choices.TryGetValue(choice, out var stream))
            _choices[choice] = stream = new ChoiceStream(choice);
        foreach (var chunk in stream.Push(update))
            Write(frames, NewChunk([chunk]));
    }

    public void End(IFrames frames)
    {
        if (_choices.Values.Any(static stream => stream.HasBrokenCall))
        {
            Fail(BrokenCall.Error, frames);
            return;
        }

        foreach (var stream in _choices.Values)
            Write(frames, NewChunk([stream.End()]));
        if (includeUsage)
            Write(frames, NewChunk([]) with { Usage = UsageTotal.Of(_choices.Values.Select(static stream => stream.Usage)) });
        frames.WriteText(OpenAIRoutes.EndMark);
    }

    public void Fail(ApiError error, IFrames frames) => OpenAIErrors.Instance.Write(error, frames);

    private static void Write(IFrames frames, ChatChunk chunk) => frames.Write(chunk, OpenAIJson.Default.ChatChunk);

    private ChatChunk NewChunk(IReadOnlyList<ChunkChoice> choices) => new()
    {
        Id = IdOf(context),
        Created = context.CreatedAt.ToUnixTimeSeconds(),
        Model = context.Model,
        Choices = choices,
    };
}
