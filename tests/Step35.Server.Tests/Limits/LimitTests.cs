using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Step35.Engine.Scheduling;

namespace Step35.Server.Tests.Limits;

public class LimitTests
{
    private const string Chat = "/v1/chat/completions";
    private const string Hello = """{"messages": [{"role": "user", "content": "Hello!"}]}""";
    private const string HelloStream = """{"messages": [{"role": "user", "content": "Hello!"}], "stream": true}""";

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chat_BeyondTheConcurrencyOfAKey_IsRefusedUntilOneEnds()
    {
        var gate = new TaskCompletionSource();
        var client = new ScriptedClient(ScriptedClient.End(ChatFinishReason.Stop)) { Before = (_, _) => gate.Task };
        await using var host = await StartAsync(client, options => options.MaxConcurrentRequests = 1);
        var first = host.AskAsync(Chat, Hello);
        await client.Asked;
        var (status, body) = await host.FailAsync(Chat, Hello);
        Assert.Equal((429, "concurrency_limit"), (status, (string?)body["error"]!["code"]));
        gate.SetResult();
        await first;
        await host.AskAsync(Chat, Hello);
    }

    [Fact]
    public async Task Chat_BeyondTheTokensOfAKey_WaitsForTheMinute()
    {
        var client = new ScriptedClient(ScriptedClient.End(ChatFinishReason.Stop, input: 100, output: 80));
        await using var host = await StartAsync(client, options => options.TokensPerMinute = 60);
        await host.AskAsync(Chat, Hello);
        using var refused = await host.PostAsync(Chat, Hello);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(120), refused.Headers.RetryAfter?.Delta);
        _time.Advance(TimeSpan.FromSeconds(120));
        await host.AskAsync(Chat, Hello);
    }

    [Fact]
    public async Task Chat_LargeBody_IsRefused()
    {
        await using var host = await StartAsync(new ScriptedClient(), options => options.MaxRequestBytes = 1024);
        var (status, _) = await host.FailAsync(Chat, Hello.Replace("Hello!", new string('a', 2000), StringComparison.Ordinal));
        Assert.Equal(413, status);
    }

    [Fact]
    public async Task Chat_FullQueue_SaysWhenToTryAgain()
    {
        var client = new ScriptedClient { Before = static (_, _) => throw new EngineOverloadedException(4) };
        await using var host = await StartAsync(client);
        foreach (var body in (string[])[Hello, HelloStream])
        {
            using var refused = await host.PostAsync(Chat, body);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"messages": [{"role": "user", "content": "Hello!"}]}""", "error.type", "rate_limit_error")]
    [InlineData("/v1/responses", """{"input": "Hello!"}""", "error.code", "overloaded")]
    [InlineData("/v1/messages", """{"max_tokens": 9, "messages": [{"role": "user", "content": "Hello!"}]}""", "error.type", "rate_limit_error")]
    [InlineData("/api/chat", """{"messages": [{"role": "user", "content": "Hello!"}]}""", "error", "4 requests are waiting already")]
    [InlineData("/api/generate", """{"prompt": "Hello!"}""", "error", "4 requests are waiting already")]
    public async Task AnyDialect_FullQueue_SaysSoInItsOwnWords(string path, string request, string member, string expected)
    {
        var client = new ScriptedClient { Before = static (_, _) => throw new EngineOverloadedException(4) };
        await using var host = await StartAsync(client);
        using var refused = await host.PostAsync(path, request);
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(2)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        var body = JsonNode.Parse(await refused.Content.ReadAsStringAsync(Token));
        Assert.StartsWith(expected, (string?)member.Split('.').Aggregate(body, static (node, name) => node![name]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_TooSlow_TimesOutAndCancels()
    {
        var client = new ScriptedClient { Before = static (_, token) => Task.Delay(Timeout.Infinite, token) };
        await using var host = await StartAsync(client, options => options.RequestTimeout = TimeSpan.FromSeconds(10));
        var failing = host.FailAsync(Chat, Hello);
        await client.Asked;
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(504, (await failing).Status);
    }

    [Fact]
    public async Task Stream_ClientGone_CancelsTheModel()
    {
        var cancelled = new TaskCompletionSource();
        var client = new ScriptedClient(ScriptedClient.Text("Hi"))
        {
            Before = async (index, token) =>
            {
                if (index == 0)
                    return;
                await using var registration = token.Register(cancelled.SetResult);
                await Task.Delay(Timeout.Infinite, token);
            },
        };
        await using var host = await StartAsync(client);
        using var response = await host.BeginAsync(Chat, HelloStream);
        await using var body = await response.Content.ReadAsStreamAsync(Token);
        await body.ReadExactlyAsync(new byte[5], Token);
        response.Dispose();
        await cancelled.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task Stream_LongPrompt_KeepsTheConnectionAlive()
    {
        var gate = new TaskCompletionSource();
        var client = new ScriptedClient(ScriptedClient.Text("Hi"), ScriptedClient.End(ChatFinishReason.Stop)) { Before = (_, _) => gate.Task };
        await using var host = await StartAsync(client, static options => options.RequestTimeout = TimeSpan.FromDays(40));
        var sending = host.BeginAsync(Chat, HelloStream);
        await client.Asked;
        while (!sending.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        using var response = await sending;
        gate.SetResult();
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.StartsWith(":\n\n", text, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_BreaksOff_EndsWithTheError()
    {
        var client = new ScriptedClient(ScriptedClient.Text("Hi"))
        {
            Before = static (index, _) => index == 0 ? Task.CompletedTask : throw new EngineStoppedException(),
        };
        await using var host = await StartAsync(client);
        var frames = await host.StreamAsync(Chat, HelloStream);
        Assert.Contains("\"code\":\"stopping\"", frames[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_RunningAnswer_EndsBeforeTheHostDoes()
    {
        var gate = new TaskCompletionSource();
        var client = new ScriptedClient(ScriptedClient.Text("Hi"), ScriptedClient.End(ChatFinishReason.Stop))
        {
            Before = (index, _) => index == 1 ? gate.Task : Task.CompletedTask,
        };
        await using var host = await StartAsync(client);
        var running = host.StreamAsync(Chat, HelloStream);
        await client.Asked;
        host.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().StopApplication();
        var (status, _) = await host.FailAsync(Chat, Hello);
        Assert.Equal(503, status);
        gate.SetResult();
        Assert.Equal("[DONE]", (await running)[^1]);
    }

    [Fact]
    public async Task Stop_AnswerThatDoesNotEnd_IsToldSo()
    {
        var client = new ScriptedClient(ScriptedClient.Text("Hi")) { Before = static (index, token) => index == 0 ? Task.CompletedTask : Task.Delay(Timeout.Infinite, token) };
        await using var host = await StartAsync(client);
        var running = host.StreamAsync(Chat, HelloStream);
        await client.Asked;
        host.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().StopApplication();
        _time.Advance(new ServerOptions().DrainTimeout);
        Assert.Contains("\"code\":\"stopping\"", (await running)[^1], StringComparison.Ordinal);
    }

    private Task<HostUnderTest> StartAsync(ScriptedClient client, Action<ServerOptions>? configure = null) => HostUnderTest.StartAsync(client, builder =>
    {
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.Configure<ServerOptions>(options => configure?.Invoke(options));
    });
}
