using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Step35.Server.Tests.OpenAI;

public class ChatDialectTests
{
    private const string Route = "/v1/chat/completions";
    private const string Hello = """{"messages": [{"role": "user", "content": "Hello!"}]}""";

    [Fact]
    public async Task Chat_Text_IsAWholeReply()
    {
        var client = new ScriptedClient(ScriptedClient.Reasoning("Hm."), ScriptedClient.Text("Hi"), ScriptedClient.Text("!"), ScriptedClient.End(ChatFinishReason.Stop));
        await using var host = await HostUnderTest.StartAsync(client);
        var reply = await host.AskAsync(Route, Hello);
        Assert.Equal("chat.completion", (string?)reply["object"]);
        Assert.Equal("Hi!", (string?)reply["choices"]![0]!["message"]!["content"]);
        Assert.Equal("Hm.", (string?)reply["choices"]![0]!["message"]!["reasoning_content"]);
        Assert.Equal("stop", (string?)reply["choices"]![0]!["finish_reason"]);
        Assert.Equal(8, (int?)reply["usage"]!["total_tokens"]);
        Assert.Equal("script", (string?)reply["model"]);
    }

    [Fact]
    public async Task Chat_Stream_EndsWithUsageAndMark()
    {
        var client = new ScriptedClient(ScriptedClient.Text("Hi"), ScriptedClient.Call("c1", "get_weather", "city", "Oslo"), ScriptedClient.End(ChatFinishReason.ToolCalls));
        await using var host = await HostUnderTest.StartAsync(client);
        var frames = await host.StreamAsync(Route, Hello[..^1] + """, "stream": true, "stream_options": {"include_usage": true}}""");
        Assert.Equal("[DONE]", frames[^1]);
        var chunks = frames.SkipLast(1).Select(frame => JsonNode.Parse(frame)!).ToList();
        Assert.Equal("assistant", (string?)chunks[0]["choices"]![0]!["delta"]!["role"]);
        Assert.Equal("Hi", (string?)chunks[0]["choices"]![0]!["delta"]!["content"]);
        var call = chunks[1]["choices"]![0]!["delta"]!["tool_calls"]![0]!;
        Assert.Equal("get_weather", (string?)call["function"]!["name"]);
        Assert.Equal("""{"city":"Oslo"}""", (string?)call["function"]!["arguments"]);
        Assert.Equal("tool_calls", (string?)chunks[2]["choices"]![0]!["finish_reason"]);
        Assert.Equal(3, (int?)chunks[3]["usage"]!["completion_tokens"]);
    }

    [Fact]
    public async Task Chat_UnknownModel_IsNotFound()
    {
        await using var host = await HostUnderTest.StartAsync(new ScriptedClient());
        var (status, body) = await host.FailAsync(Route, Hello[..^1] + """, "model": "other"}""");
        Assert.Equal(404, status);
        Assert.Equal("model_not_found", (string?)body["error"]!["code"]);
    }
}
