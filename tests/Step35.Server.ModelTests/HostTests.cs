using System.Net;
using System.Text.Json.Nodes;

namespace Step35.Server.ModelTests;

[Collection(nameof(HostFixture))]
public class HostTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Chat = "/v1/chat/completions";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chat_Function_IsCalledAndItsResultAnswered()
    {
        var body = NewChat("What is the weather in Oslo?");
        var message = (await host.PostAsync(Chat, body))["choices"]![0]!["message"]!;
        var call = message["tool_calls"]![0]!;
        Assert.Equal("get_weather", (string?)call["function"]!["name"]);
        Assert.Equal("Oslo", (string?)JsonNode.Parse((string)call["function"]!["arguments"]!)!["city"]);

        body["messages"]!.AsArray().Add(message.DeepClone());
        body["messages"]!.AsArray().Add(new JsonObject
        {
            ["role"] = "tool",
            ["tool_call_id"] = (string?)call["id"],
            ["content"] = """{"city": "Oslo", "temperature": 7, "condition": "rainy"}""",
        });
        var reply = await host.PostAsync(Chat, body);
        Assert.Contains("Oslo", (string?)reply["choices"]![0]!["message"]!["content"], StringComparison.Ordinal);
        Assert.True((int?)reply["usage"]!["prompt_tokens_details"]!["cached_tokens"] > 0);
    }

    [Fact]
    public async Task Chat_Stream_SaysWhatTheWholeReplySays()
    {
        var body = NewChat("What is the weather in Rome?");
        var whole = (await host.PostAsync(Chat, body))["choices"]![0]!["message"]!;
        body["stream"] = true;
        using var response = await host.SendAsync(Chat, body, Token);
        var chunks = (await response.Content.ReadAsStringAsync(Token))
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(static frame => frame != "data: [DONE]")
            .Select(static frame => JsonNode.Parse(frame["data: ".Length..])!["choices"]![0]!["delta"]!)
            .ToList();
        Assert.Equal((string?)whole["reasoning_content"], string.Concat(chunks.Select(delta => (string?)delta["reasoning_content"])));
        Assert.Equal(
            JsonNode.Parse((string)whole["tool_calls"]![0]!["function"]!["arguments"]!)!.ToJsonString(),
            JsonNode.Parse(string.Concat(chunks.Select(delta => (string?)delta["tool_calls"]?[0]!["function"]!["arguments"])))!.ToJsonString());
    }

    [Fact]
    public async Task Chat_Schema_IsHeld()
    {
        var body = NewChat("Where is it rainy?");
        body.Remove("tools");
        body["reasoning_effort"] = "none";
        body["response_format"] = JsonNode.Parse("""
            {"type": "json_schema", "json_schema": {"name": "city", "schema": {
              "type": "object", "properties": {"city": {"enum": ["Oslo", "Rome"]}}, "required": ["city"], "additionalProperties": false}}}
            """);
        var text = (string)(await host.PostAsync(Chat, body))["choices"]![0]!["message"]!["content"]!;
        Assert.Contains((string?)JsonNode.Parse(text)!["city"], (string[])["Oslo", "Rome"]);
    }

    [Fact]
    public async Task Chat_ClientGone_FreesItsSequence()
    {
        var body = NewEndless();
        using (var response = await host.SendAsync(Chat, body, Token))
        await using (var stream = await response.Content.ReadAsStreamAsync(Token))
            await stream.ReadExactlyAsync(new byte[10], Token);
        await host.WaitForIdleAsync();
    }

    [Fact]
    public async Task Chat_MoreThanTheQueueTakes_IsToldToTryAgain()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = Enumerable.Range(0, 8).Select(_ => host.SendAsync(Chat, NewEndless(), leaving.Token)).ToList();
        var refused = await Task.WhenAny(running);
        while ((await refused).StatusCode == HttpStatusCode.OK)
        {
            running.Remove(refused);
            refused = await Task.WhenAny(running);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await refused).StatusCode);
        Assert.NotNull((await refused).Headers.RetryAfter);
        await leaving.CancelAsync();
        foreach (var request in running)
            (await request.ContinueWith(static done => done.IsCompletedSuccessfully ? done.Result : null, TaskScheduler.Default))?.Dispose();
        await host.WaitForIdleAsync();
    }

    [Fact]
    public async Task Completions_Choices_AreAllWritten()
    {
        var reply = await host.PostAsync("/v1/completions", new JsonObject { ["prompt"] = "The weather", ["n"] = 2, ["max_tokens"] = 4 });
        Assert.Equal(2, reply["choices"]!.AsArray().Count);
    }

    [Fact]
    public async Task Chat_Choices_ReadThePromptOnce()
    {
        var body = NewChat("What is the weather in Tokyo, and what is it in Madrid?");
        (body["n"], body["temperature"], body["seed"]) = (2, 1, 7);
        var before = await ReadTokensAsync();
        var reply = await host.PostAsync(Chat, body);
        Assert.Equal([0, 1], reply["choices"]!.AsArray().Select(choice => (int)choice!["index"]!));
        Assert.InRange(await ReadTokensAsync() - before, 1, 1.1 * (int)reply["usage"]!["prompt_tokens"]!);

        async Task<double> ReadTokensAsync()
        {
            var figures = (await host.GetAsync("/status"))["models"]![0]!["figures"]!;
            return ((double?)figures["step35.tokens.input"] ?? 0) - ((double?)figures["step35.tokens.cached"] ?? 0);
        }
    }

    [Fact]
    public async Task Chat_Logprobs_AreProbabilities()
    {
        var body = NewChat("Hello!");
        (body["logprobs"], body["top_logprobs"]) = (true, 20);
        var tokens = (await host.PostAsync(Chat, body))["choices"]![0]!["logprobs"]!["content"]!.AsArray();
        Assert.NotEmpty(tokens);
        foreach (var token in tokens)
        {
            var likeliest = token!["top_logprobs"]!.AsArray().Select(likely => (double)likely!["logprob"]!).ToList();
            // At temperature 0 the likeliest one is written.
            Assert.Equal((double)token["logprob"]!, likeliest[0]);
            Assert.InRange(likeliest.Sum(Math.Exp), 0, 1.0001);
        }
    }

    [Fact]
    public async Task Health_Ready_NamesTheModel()
    {
        var reply = await host.GetAsync("/health/ready");
        Assert.Equal(("ok", "nano", "ready"), ((string?)reply["status"], (string?)reply["models"]![0]!["name"], (string?)reply["models"]![0]!["status"]));
    }

    [Fact]
    public async Task Metrics_AfterAnAnswer_CountIt()
    {
        await host.PostAsync(Chat, NewChat("What is the weather in Oslo?"));
        var text = await host.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Token);
        Assert.Contains("step35_tokens_output_total{", text, StringComparison.Ordinal);
        Assert.Contains("gen_ai_client_operation_duration", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administration_ClearCache_ReadsThePromptAnew()
    {
        // Long enough to be worth copying, whatever the answer's length.
        var body = NewChat(string.Join(' ', Enumerable.Repeat("What is the weather in Paris?", 20)));
        await host.PostAsync(Chat, body);
        Assert.True((int?)(await host.PostAsync(Chat, body))["usage"]!["prompt_tokens_details"]!["cached_tokens"] > 0);
        await host.PostAsync("/admin/models/nano/clear-cache", []);
        Assert.Equal(0, (int?)(await host.PostAsync(Chat, body))["usage"]!["prompt_tokens_details"]!["cached_tokens"]);
    }

    private static JsonObject NewChat(string question) => new()
    {
        ["model"] = "nano",
        ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = question }),
        ["tools"] = JsonNode.Parse("""
            [{"type": "function", "function": {"name": "get_weather", "description": "Gets the current weather for a city.",
              "parameters": {"type": "object", "properties": {"city": {"type": "string", "description": "The city name."}}, "required": ["city"]}}}]
            """),
    };

    /// <summary>Asks for an answer that goes on until the context is full.</summary>
    private static JsonObject NewEndless() => new()
    {
        ["stream"] = true,
        ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Count." }),
        ["response_format"] = JsonNode.Parse("""
            {"type": "json_schema", "json_schema": {"name": "list", "schema": {"type": "array", "items": {"type": "integer"}, "minItems": 1000}}}
            """),
        ["loop_guard"] = "off",
    };
}
