using Microsoft.Extensions.AI;
using Step35.AI;
using Step35.Cli.Chatting;

namespace Step35.Cli.Tests.Chatting;

public sealed class AnswerStatisticsTests
{
    [Fact]
    public void TokensPerSecond_SomeTokensInAnUnknownTime_IsTheSpeedOfTheOthers()
    {
        var statistics = Add(Update(tokens: 50, seconds: null), Update(tokens: 30, seconds: 2), Update(tokens: 10, seconds: 2));
        Assert.Equal((90, 10), (statistics.OutputTokens, statistics.TokensPerSecond));
    }

    [Fact]
    public void ToString_NoTimeKnown_LeavesTheSpeedOut() =>
        Assert.Equal("50 tokens; prompt of 7 tokens, 0 of them cached", Add(Update(tokens: 50, seconds: null)).ToString());

    private static AnswerStatistics Add(params ChatResponseUpdate[] updates)
    {
        var statistics = new AnswerStatistics();
        Array.ForEach(updates, statistics.Add);
        return statistics;
    }

    private static ChatResponseUpdate Update(long tokens, double? seconds) =>
        new(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 7, OutputTokenCount = tokens })])
        {
            AdditionalProperties = seconds is null ? null : new() { [ResponseFacts.DecodeSeconds] = seconds.Value },
        };
}
