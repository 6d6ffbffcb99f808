using Microsoft.Extensions.AI;
using Step35.AI;

namespace Step35.Conformance;

/// <summary>What a client over a model inside the process does besides: its errors and updates pass no wire.</summary>
public abstract class InProcessConformance : ChatClientConformance
{
    [Fact]
    public async Task GetResponse_NoMessages_Throws()
    {
        using var client = CreateChatClient();
        await Assert.ThrowsAsync<ArgumentException>("messages", () => client.GetResponseAsync(Array.Empty<ChatMessage>(), null, Token));
    }

    [Fact]
    public async Task GetStreamingResponse_Updates_ShareIdsAndEndWithFinishReasonAndUsage()
    {
        using var client = CreateChatClient();

        var updates = await client.GetStreamingResponseAsync(Question, Greedy, Token).ToListAsync(Token);

        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
        AssertCounts(Assert.Single(updates.SelectMany(update => update.Contents).OfType<UsageContent>()).Details);
        Assert.All(updates, update => Assert.Equal(
            (updates[0].ResponseId, updates[0].MessageId, updates[0].ModelId, ChatRole.Assistant),
            (update.ResponseId, update.MessageId, update.ModelId, update.Role)));
    }

    [Fact]
    public async Task GetResponse_ContentOtherThanText_IsRefusedByKind()
    {
        using var client = CreateChatClient();
        var picture = new ChatMessage(ChatRole.User, [new DataContent(new byte[] { 1 }, "image/png")]);

        var error = await Assert.ThrowsAsync<UnsupportedContentException>(() => client.GetResponseAsync(picture, Greedy, Token));

        Assert.Equal(nameof(DataContent), error.ContentType);
    }
}
