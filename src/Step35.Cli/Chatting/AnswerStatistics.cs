using System.Globalization;
using Microsoft.Extensions.AI;
using Step35.AI;

namespace Step35.Cli.Chatting;

/// <summary>Adds up what an answer took, over all its rounds of calls.</summary>
internal sealed class AnswerStatistics
{
    private long _timedTokens;
    private double _decodeSeconds;

    public long InputTokens { get; private set; }

    public long CachedTokens { get; private set; }

    public long OutputTokens { get; private set; }

    /// <summary>Gets how many of the oldest messages the model did not see, because the context is full.</summary>
    public int DroppedMessages { get; private set; }

    /// <summary>Gets the speed of those rounds whose time is known; 0 where none is.</summary>
    public double TokensPerSecond => _decodeSeconds > 0 ? Math.Round(_timedTokens / _decodeSeconds, 1) : 0;

    public void Add(ChatResponseUpdate update)
    {
        var outputTokens = 0L;
        foreach (var usage in update.Contents.OfType<UsageContent>().Select(content => content.Details))
        {
            InputTokens += usage.InputTokenCount ?? 0;
            CachedTokens += usage.CachedInputTokenCount ?? 0;
            outputTokens += usage.OutputTokenCount ?? 0;
        }

        OutputTokens += outputTokens;
        if (update.AdditionalProperties?.TryGetValue(ResponseFacts.DecodeSeconds, out double seconds) is true)
            (_timedTokens, _decodeSeconds) = (_timedTokens + outputTokens, _decodeSeconds + seconds);
        if (update.AdditionalProperties?.TryGetValue(ResponseFacts.DroppedMessages, out int dropped) is true)
            DroppedMessages = dropped;
    }

    public override string ToString()
    {
        var speed = _decodeSeconds > 0 ? string.Create(CultureInfo.InvariantCulture, $", {TokensPerSecond:0.0} tok/s") : string.Empty;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{OutputTokens:N0} tokens{speed}; prompt of {InputTokens:N0} tokens, {CachedTokens:N0} of them cached");
        return DroppedMessages == 0 ? line : $"{line}; the oldest {DroppedMessages} messages no longer fit";
    }
}
