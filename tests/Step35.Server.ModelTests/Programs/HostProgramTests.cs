using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;

namespace Step35.Server.ModelTests.Programs;

/// <summary>What clients see of a process that is told to stop, or is killed.</summary>
public class HostProgramTests
{
    private const string LongAnswer = """
        {"stream": true, "reasoning_effort": "none", "loop_guard": "off", "messages": [{"role": "user", "content": "Count."}],
         "response_format": {"type": "json_schema", "json_schema": {"name": "list", "schema": {"type": "array", "items": {"enum": [1]}, "minItems": 100, "maxItems": 100}}}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Terminate_RunningAnswers_AreFinishedAndNewOnesRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGTERM");
        using var host = await HostProgram.StartAsync();
        using var http = new HttpClient { BaseAddress = host.Address };
        var running = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            var response = await SendAsync(http);
            return new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        }));
        await Task.WhenAll(running.Select(reader => reader.ReadLineAsync(Token).AsTask()));

        await host.TerminateAsync();
        foreach (var reader in running)
            using (reader)
                AssertIsWhole(await reader.ReadToEndAsync(Token));
        Assert.Equal(0, await host.WaitForExitAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(http));
    }

    [Fact]
    public async Task Kill_Restarted_AnswersClientsThatTryAgain()
    {
        var host = await HostProgram.StartAsync();
        var port = host.Address.Port;
        var client = new ChatClient(
            "step35-nano",
            new ApiKeyCredential("none"),
            new OpenAIClientOptions { Endpoint = new Uri(host.Address, "v1"), RetryPolicy = new ClientRetryPolicy(10) });
        Assert.NotEmpty((await AskAsync()).Value.Content);

        host.Dispose();
        var asking = AskAsync();
        using var again = await HostProgram.StartAsync(port);
        Assert.NotEmpty((await asking).Value.Content);

        Task<ClientResult<ChatCompletion>> AskAsync() =>
            client.CompleteChatAsync([new UserChatMessage("Hello!")], cancellationToken: Token);
    }

    private static void AssertIsWhole(string rest)
    {
        Assert.Contains("\"finish_reason\":\"stop\"", rest, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", rest, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient http) => http.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(LongAnswer) },
        HttpCompletionOption.ResponseHeadersRead,
        Token);
}
