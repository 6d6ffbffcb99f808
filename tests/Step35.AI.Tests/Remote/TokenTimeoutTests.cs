using Microsoft.Extensions.AI;
using Step35.AI.Remote;
using static Step35.AI.Tests.Remote.Answers;

namespace Step35.AI.Tests.Remote;

public sealed class TokenTimeoutTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Step35EngineKind> Dialects => [Step35EngineKind.OpenAI, Step35EngineKind.Ollama];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task GetResponse_NoFirstToken_ThrowsWhenItsTimeIsUp(Step35EngineKind kind)
    {
        await using var chat = NewChat(kind, isBegun: false);

        var asked = chat.AskAsync();
        await chat.Servers.Asked.WaitAsync(Token);
        chat.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.False(asked.IsCompleted);
        chat.Time.Advance(TimeSpan.FromMinutes(2));

        var error = await Assert.ThrowsAsync<RemoteEngineException>(() => asked);
        Assert.IsType<TimeoutException>(error.InnerException);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task GetStreamingResponse_NoNextToken_ThrowsWhenItsTimeIsUp(Step35EngineKind kind)
    {
        await using var chat = NewChat(kind, isBegun: true);
        await using var updates = chat.Client.GetStreamingResponseAsync("Hello!", cancellationToken: Token).GetAsyncEnumerator(Token);
        await updates.MoveNextAsync();
        // A slow reader is not the server's fault.
        chat.Time.Advance(TimeSpan.FromHours(1));

        var next = updates.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        chat.Time.Advance(TimeSpan.FromSeconds(61));

        await Assert.ThrowsAsync<RemoteEngineException>(() => next);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task GetStreamingResponse_Cancelled_ThrowsThat(Step35EngineKind kind)
    {
        await using var chat = NewChat(kind, isBegun: true);
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in chat.Client.GetStreamingResponseAsync("Hello!", cancellationToken: cancelling.Token))
                await cancelling.CancelAsync();
        });
    }

    private static RemoteChat NewChat(Step35EngineKind kind, bool isBegun)
    {
        var chat = new RemoteChat(kind);
        chat.Servers.Serve("a:1", () => kind == Step35EngineKind.OpenAI
            ? Chunks(StreamEnd.Silent, isBegun ? [Delta("content", "Hel")] : [])
            : Lines(StreamEnd.Silent, isBegun ? ["""{"message": {"role": "assistant", "content": "Hel"}, "done": false}"""] : []));
        return chat;
    }
}
