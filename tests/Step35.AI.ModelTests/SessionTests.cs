using Microsoft.Extensions.AI;
using Step35.Engine;

namespace Step35.AI.ModelTests;

/// <summary>What is known of a conversation is not read again: round by round, turn by turn, and after a restart.</summary>
public sealed class SessionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("step35-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder, "conversation.step35");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task NextRound_OfAFunctionCall_ReadsTheResultOnly()
    {
        await using var engine = await Step35Engine.LoadAsync(NanoChat.Options, cancellationToken: Token);
        using var client = new Step35ChatClient(engine);
        List<ChatMessage> history = [new(ChatRole.User, "What is the weather in Oslo?")];
        var call = await client.GetResponseAsync(history, NanoChat.Offering(), Token);
        history.AddMessages(call);
        var request = Assert.Single(call.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>());
        history.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(request.CallId, "Oslo: 7 degrees, rainy")]));

        var answer = await client.GetResponseAsync(history, NanoChat.Offering(), Token);

        // All but the token that ended the turn, which is computed only where it was drafted.
        var written = call.Usage!.TotalTokenCount!.Value;
        Assert.InRange(answer.Usage!.CachedInputTokenCount!.Value, written - 1, written);
    }

    [Fact]
    public async Task SaveAndLoad_InANewEngine_GoesOnAsIfNothingHadHappened()
    {
        // Longer than the sliding window: what a first turn alone leaves is sooner read again than restored.
        ChatMessage manners = new(
            ChatRole.System,
            "You are a helpful assistant. You help with the weather and the time. Use the functions when they help. Be polite. Answer briefly.");
        List<ChatMessage> history = [manners, new(ChatRole.User, "What is the weather in Oslo?")];
        ChatResponse live;
        await using (var engine = await Step35Engine.LoadAsync(NanoChat.Options, cancellationToken: Token))
        {
            using var client = new Step35ChatClient(engine);
            using var agent = client.AsBuilder().UseFunctionInvocation().Build();
            history.AddMessages(await agent.GetResponseAsync(history, NanoChat.Offering(), Token));
            Assert.InRange(await client.SaveSessionAsync(File, history, NanoChat.Offering(), Token), 100, 1000);
            history.Add(new ChatMessage(ChatRole.User, "Thanks!"));
            live = await client.GetResponseAsync(history, NanoChat.Offering(), Token);
        }

        await using var restarted = await Step35Engine.LoadAsync(NanoChat.Options, cancellationToken: Token);
        using var next = new Step35ChatClient(restarted);
        Assert.InRange(await next.LoadSessionAsync(File, Token), 100, 1000);
        var answer = await next.GetResponseAsync(history, NanoChat.Offering(), Token);

        Assert.Equal(live.Text, answer.Text);
        Assert.InRange(live.Usage!.CachedInputTokenCount ?? 0, 100, 1000);
        Assert.Equal(live.Usage.CachedInputTokenCount, answer.Usage!.CachedInputTokenCount);
    }
}
