using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Step35.Engine;
using Step35.TestModels.Scripted;

namespace Step35.Server.Tests;

public class RoutesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Completions_Prompt_IsContinuedAsItStands()
    {
        var backend = new ScriptedBackend(new PromptedScript(_ => " and on").Next);
        await using var engine = ScriptedEngine.Create(backend);
        await using var host = await HostUnderTest.StartAsync(engine);
        var reply = await host.AskAsync("/v1/completions", """{"prompt": "On <think> ", "max_tokens": 100}""");
        Assert.Equal(" and on", (string?)reply["choices"]![0]!["text"]);
        Assert.Equal("stop", (string?)reply["choices"]![0]!["finish_reason"]);
        Assert.EndsWith("On <think> ", engine.Tokenizer.Decode(Assert.Single(backend.Requests).Prompt, special: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completions_Stream_EndsWithMark()
    {
        await using var engine = NewEngine("abc");
        await using var host = await HostUnderTest.StartAsync(engine);
        var frames = await host.StreamAsync("/v1/completions", """{"prompt": ["On"], "stream": true, "stream_options": {"include_usage": true}}""");
        Assert.Equal("[DONE]", frames[^1]);
        var chunks = frames.SkipLast(1).Select(frame => JsonNode.Parse(frame)!).ToList();
        Assert.Equal("abc", string.Concat(chunks.SkipLast(1).Select(chunk => (string?)chunk["choices"]![0]!["text"])));
        Assert.NotNull(chunks[^1]["usage"]);
    }

    [Fact]
    public async Task Completions_ClientWithoutEngine_IsRefused()
    {
        await using var host = await HostUnderTest.StartAsync(new ScriptedClient());
        Assert.Equal(400, (await host.FailAsync("/v1/completions", """{"prompt": "On"}""")).Status);
    }

    [Fact]
    public async Task Tokenize_Text_ComesBack()
    {
        await using var engine = NewEngine("");
        await using var host = await HostUnderTest.StartAsync(engine);
        var tokens = (await host.AskAsync("/tokenize", """{"content": "Hi <think>"}"""))["tokens"]!;
        var text = await host.AskAsync("/detokenize", new JsonObject { ["tokens"] = tokens.DeepClone() }.ToJsonString());
        Assert.Equal("Hi <think>", (string?)text["content"]);
        Assert.Equal(400, (await host.FailAsync("/detokenize", """{"tokens": [999999999]}""")).Status);
    }

    [Theory]
    [InlineData("content")]
    [InlineData("prompt")]
    public async Task Tokenize_TextTooLong_IsNamedByItsField(string field)
    {
        await using var engine = NewEngine("");
        await using var host = await HostUnderTest.StartAsync(engine);
        var most = (engine.Tokenizer.LongestTokenLength * engine.Model.ContextLength) - 1;

        await host.AskAsync("/tokenize", new JsonObject { [field] = new string('a', most) }.ToJsonString());
        var (status, reply) = await host.FailAsync("/tokenize", new JsonObject { [field] = new string('a', most + 1) }.ToJsonString());

        Assert.Equal((400, field), (status, (string?)reply["error"]!["param"]));
        var length = engine.Model.ContextLength;
        Assert.Equal($"'{field}': it has {length:N0} tokens or more; send it in parts of fewer than {length:N0}.", (string?)reply["error"]!["message"]);
    }

    [Fact]
    public async Task Models_List_NamesThem()
    {
        await using var host = await HostUnderTest.StartAsync(new ScriptedClient());
        using var response = await host.GetAsync("/v1/models");
        Assert.Contains("\"id\":\"script\"", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        using var one = await host.GetAsync("/v1/models/script");
        using var none = await host.GetAsync("/v1/models/other");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (one.StatusCode, none.StatusCode));
    }

    [Fact]
    public async Task Status_Engine_ShowsItsFigures()
    {
        await using var engine = NewEngine("Hm.\n</think>\nHi!");
        await using var host = await HostUnderTest.StartAsync(engine);
        using var page = await host.GetAsync("/");
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        await host.AskAsync("/v1/chat/completions", """{"messages": [{"role": "user", "content": "Hello!"}]}""");
        using var response = await host.GetAsync("/status");
        var status = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!;
        Assert.True((double?)status["models"]![0]!["figures"]!["step35.tokens.output"] > 0);
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/completions")]
    [InlineData("/tokenize")]
    [InlineData("/detokenize")]
    public async Task Body_Malformed_IsACleanError(string route)
    {
        await using var host = await HostUnderTest.StartAsync(new ScriptedClient(ScriptedClient.End(ChatFinishReason.Stop)));
        foreach (var body in (string[])["", "{", "null", "[]", "1", "\"a\"", "{}", """{"messages": 1}""", """{"messages": [null]}""", """{"prompt": {}}""", """{"tokens": ["a"]}""", "\u0000"])
        {
            using var response = await host.PostAsync(route, body);
            Assert.InRange((int)response.StatusCode, 400, 499);
            Assert.NotNull(JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!["error"]!["message"]);
        }
    }

    private static Step35Engine NewEngine(string answer) => ScriptedEngine.Create(new ScriptedBackend(new PromptedScript(_ => answer).Next));
}
