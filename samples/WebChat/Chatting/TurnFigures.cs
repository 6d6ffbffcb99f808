using Microsoft.Extensions.AI;
using Step35.AI;

namespace Step35.Samples.WebChat.Chatting;

/// <summary>What a turn cost, all its requests to the model together.</summary>
public sealed record TurnFigures
{
    public long PromptTokens { get; init; }

    /// <summary>Gets how many of the prompt's tokens the engine still knew.</summary>
    public long CachedTokens { get; init; }

    public long AnswerTokens { get; init; }

    /// <summary>Gets how many of the answer's tokens came in a time that is known.</summary>
    public long TimedTokens { get; init; }

    public double DecodeSeconds { get; init; }

    /// <summary>Gets how many tokens the model's prediction heads guessed ahead.</summary>
    public long DraftedTokens { get; init; }

    public long AcceptedTokens { get; init; }

    public TurnFigures Add(ChatResponseUpdate update)
    {
        var usage = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details;
        var seconds = Read<double>(update, ResponseFacts.DecodeSeconds);
        return usage is null && update.AdditionalProperties is null ? this : this with
        {
            PromptTokens = PromptTokens + (usage?.InputTokenCount ?? 0),
            CachedTokens = CachedTokens + (usage?.CachedInputTokenCount ?? 0),
            AnswerTokens = AnswerTokens + (usage?.OutputTokenCount ?? 0),
            TimedTokens = TimedTokens + (seconds > 0 ? usage?.OutputTokenCount ?? 0 : 0),
            DecodeSeconds = DecodeSeconds + seconds,
            DraftedTokens = DraftedTokens + Read<int>(update, ResponseFacts.DraftedTokens),
            AcceptedTokens = AcceptedTokens + Read<int>(update, ResponseFacts.AcceptedDraftTokens),
        };
    }

    /// <summary>Says it in words; what is not known is left out.</summary>
    public override string ToString() => string.Join(" · ", Words());

    private IEnumerable<string> Words()
    {
        if (AnswerTokens > 0)
            yield return $"{AnswerTokens:N0} tokens";
        if (TimedTokens > 0)
            yield return $"{TimedTokens / DecodeSeconds:N0} tokens/s";
        if (PromptTokens > 0)
            yield return $"{(double)CachedTokens / PromptTokens:P0} of {PromptTokens:N0} prompt tokens cached";
        if (DraftedTokens > 0)
            yield return $"{AcceptedTokens:N0} of {DraftedTokens:N0} guessed tokens right";
    }

    private static TValue Read<TValue>(ChatResponseUpdate update, string name)
        where TValue : struct =>
        update.AdditionalProperties?.TryGetValue<TValue>(name, out var value) is true ? value : default;
}
