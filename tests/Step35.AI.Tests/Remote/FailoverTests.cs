using System.Net;
using Microsoft.Extensions.AI;
using Step35.AI.Remote;
using static Step35.AI.Tests.Remote.Answers;

namespace Step35.AI.Tests.Remote;

public sealed class FailoverTests : IAsyncDisposable
{
    private readonly RemoteChat _chat = new(Step35EngineKind.OpenAI, RemoteChat.At("a:1", "b:1"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _chat.DisposeAsync();

    [Fact]
    public async Task GetResponse_GrowingConversation_StaysAtItsServer()
    {
        ServeBoth(() => Text("Hello!"));
        List<ChatMessage> history = [new(ChatRole.System, "You are brief."), new(ChatRole.User, "Hello!")];

        for (var turn = 0; turn < 4; turn++)
        {
            history.AddMessages(await _chat.AskAsync(history));
            history.Add(new(ChatRole.User, $"And then {turn}?"));
        }

        Assert.Single(_chat.Servers.AskedHosts.Distinct());
    }

    [Fact]
    public async Task GetResponse_ManyConversations_UseAllServers()
    {
        ServeBoth(() => Text("Hello!"));

        for (var i = 0; i < 40; i++)
            await _chat.AskAsync(question: $"Question {i}");

        Assert.All(_chat.Servers.AskedHosts.CountBy(host => host), host => Assert.InRange(host.Value, 8, 32));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task GetResponse_ServerFails_TheOtherAnswersAndIsPreferredUntilItHasCooledDown(HttpStatusCode? status)
    {
        ServeBoth(() => Text("Hello!"));
        await _chat.AskAsync();
        var (own, other) = Own();
        if (status is { } refusal)
            _chat.Servers.Serve(own, () => Refuse(refusal));
        else
            _chat.Servers.Kill(own);

        Assert.Equal("Hello!", (await _chat.AskAsync()).Text);
        await _chat.AskAsync();
        _chat.Servers.Serve(own, () => Text("Hello!"));
        _chat.Time.Advance(TimeSpan.FromSeconds(31));
        await _chat.AskAsync();

        Assert.Equal([own, own, other, other, own], _chat.Servers.AskedHosts);
    }

    [Theory]
    [InlineData(StreamEnd.Broken)]
    [InlineData(StreamEnd.Whole)]
    public async Task GetStreamingResponse_EndsBeforeItsFirstToken_GoesToTheOther(StreamEnd end)
    {
        ServeBoth(() => Text("Hello!"));
        await _chat.AskAsync();
        _chat.Servers.Serve(Own().Own, () => Chunks(end, Delta("role", "assistant")));

        Assert.Equal("Hello!", (await _chat.AskAsync()).Text);
    }

    [Theory]
    [InlineData(StreamEnd.Broken)]
    [InlineData(StreamEnd.Whole)]
    public async Task GetStreamingResponse_EndsInTheMiddle_ThrowsAndTheNextRequestGoesToTheOther(StreamEnd end)
    {
        ServeBoth(() => Text("Hello!"));
        await _chat.AskAsync();
        var (own, other) = Own();
        _chat.Servers.Serve(own, () => Chunks(end, Delta("content", "Hel")));
        var seen = new List<string>();

        var error = await Assert.ThrowsAsync<RemoteEngineException>(async () =>
        {
            await foreach (var update in _chat.Client.GetStreamingResponseAsync("Hello!", cancellationToken: Token))
                seen.Add(update.Text);
        });

        Assert.Equal((own, "Hel"), (error.Endpoint!.Authority, string.Concat(seen)));
        Assert.Equal("Hello!", (await _chat.AskAsync()).Text);
        Assert.Equal(other, _chat.Servers.AskedHosts.Last());
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "does not take this request")]
    [InlineData(HttpStatusCode.Unauthorized, "ApiKey")]
    [InlineData(HttpStatusCode.NotFound, "Remote.Model")]
    public async Task GetResponse_RequestIsWrong_IsSaidAtOnce(HttpStatusCode status, string advice)
    {
        ServeBoth(() => Refuse(status));

        var error = await Assert.ThrowsAsync<RemoteEngineException>(() => _chat.AskAsync());

        Assert.Equal(((int?)status, 1), (error.StatusCode, _chat.Servers.Requests.Count));
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_AllServersFail_NamesThemAll()
    {
        var error = await Assert.ThrowsAsync<RemoteEngineException>(() => _chat.AskAsync());

        Assert.Null(error.Endpoint);
        Assert.Contains("http://a:1/", error.Message, StringComparison.Ordinal);
        Assert.Contains("http://b:1/", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_OnlyServerIsBusy_IsAskedAgain()
    {
        await using var chat = new RemoteChat(Step35EngineKind.OpenAI);
        chat.Servers.Serve("a:1", () => Refuse(HttpStatusCode.ServiceUnavailable), () => Text("Hello!"));

        Assert.Equal("Hello!", (await chat.AskAsync()).Text);
        Assert.Equal(2, chat.Servers.Requests.Count);
    }

    [Fact]
    public async Task GetResponse_ServiceName_IsResolvedByConfiguration()
    {
        await using var chat = new RemoteChat(
            Step35EngineKind.OpenAI,
            RemoteChat.At("step35"),
            ("services:step35:http:0", "http://a:1"),
            ("services:step35:http:1", "http://b:1"));
        chat.Servers.Serve("b:1", () => Text("Hello!"));

        Assert.Equal("Hello!", (await chat.AskAsync()).Text);
        await chat.AskAsync(question: "Another one");
        Assert.Equal("http://b:1/v1/chat/completions", chat.Servers.Requests[^1].Address.AbsoluteUri);
    }

    private void ServeBoth(Func<HttpResponseMessage> answer) => _chat.Servers.Serve("a:1", answer).Serve("b:1", answer);

    // Which server the conversation belongs to.
    private (string Own, string Other) Own() => _chat.Servers.AskedHosts.First() == "a:1" ? ("a:1", "b:1") : ("b:1", "a:1");
}
