using Microsoft.Extensions.AI;
using Step35.Samples.WebChat.Chatting;

namespace WebChat.ModelTests;

public sealed class TurnFiguresTests
{
    [Fact]
    public void ToString_SomeTokensInAnUnknownTime_TellsTheSpeedOfTheOthers()
    {
        var figures = new TurnFigures().Add(Update(tokens: 50, seconds: null)).Add(Update(tokens: 30, seconds: 2)).Add(Update(tokens: 10, seconds: 2));
        Assert.Equal("90 tokens · 10 tokens/s", figures.ToString());
    }

    [Fact]
    public void ToString_NoTimeKnown_LeavesTheSpeedOut() =>
        Assert.Equal("50 tokens", new TurnFigures().Add(Update(tokens: 50, seconds: null)).ToString());

    private static ChatResponseUpdate Update(long tokens, double? seconds) =>
        new(ChatRole.Assistant, [new UsageContent(new() { OutputTokenCount = tokens })])
        {
            AdditionalProperties = seconds is null ? null : new() { ["decode_seconds"] = seconds.Value },
        };
}
