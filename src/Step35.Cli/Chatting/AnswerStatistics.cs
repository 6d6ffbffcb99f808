using System.Globalization;
using Microsoft.Extensions.AI;
using Step35.AI;

namespace Step35.Cli.Chatting;

/// <summary>Adds up what an answer took, over all its rounds of calls.</summary>
internal sealed class AnswerStatistics
{
    private double _decodeSeconds;

    public long InputTokens { get; private set; }

    public long CachedTokens { get; private set; }

    public long OutputTokens { get; private set; }

    /// <summary>Gets how many of the oldest messages the model did not see, because the context is full.</summary>
    public int DroppedMessages { get; private set; }

    public double TokensPerSecond => _decodeSeconds > 0 ? Math.Round(OutputTokens / _decodeSeconds, 1) : 0;

    public void Add(ChatResponseUpdate update)
    {
        foreach (var usage in update.Contents.OfType<UsageContent>().Select(content => content.Details))
        {
            InputTokens += usage.InputTokenCount ?? 0;
            CachedTokens += usage.CachedInputTokenCount ?? 0;
            OutputTokens += usage.OutputTokenCount ?? 0;
        }

        if (update.AdditionalProperties?.TryGetValue(ResponseFacts.DecodeSeconds, out double seconds) is true)
            _decodeSeconds += seconds;
        if (update.AdditionalProperties?.TryGetValue(ResponseFacts.DroppedMessages, out int dropped) is true)
            DroppedMessages = dropped;
    }

    public override string ToString()
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{OutputTokens:N0} tokens, {TokensPerSecond:0.0} tok/s; prompt of {InputTokens:N0} tokens, {CachedTokens:N0} of them cached");
        return DroppedMessages == 0 ? line : $"{line}; the oldest {DroppedMessages} messages no longer fit";
    }
}
