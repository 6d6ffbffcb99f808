namespace Step35.Server.Tests;

/// <summary>The dialects over a whole engine whose answers are scripted.</summary>
public sealed class DialectEngineTests : ScriptedEngineTests
{
    private const string Weather = """{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}""";

    [Fact]
    public async Task CountTokens_Message_IsWhatTheMessageThenTakes()
    {
        const string Asked = """{"max_tokens": 50, "thinking": {"type": "adaptive"}, "tools": [{"name": "f", "input_schema": """ + Weather + """}], "messages": [{"role": "user", "content": "Hello!"}]}""";
        var counted = (int)(await Host.AskAsync("/v1/messages/count_tokens", Asked))["input_tokens"]!;
        var usage = (await Host.AskAsync("/v1/messages", Asked))["usage"]!;
        Assert.Equal((int)usage["input_tokens"]! + (int)usage["cache_read_input_tokens"]!, counted);
    }

    [Fact]
    public async Task Messages_StopSequence_IsNamed()
    {
        var reply = await Host.AskAsync("/v1/messages", """{"max_tokens": 50, "thinking": {"type": "adaptive"}, "stop_sequences": ["END"], "messages": [{"role": "user", "content": "Hello!"}]}""");
        Assert.Equal(("stop_sequence", "END"), ((string?)reply["stop_reason"], (string?)reply["stop_sequence"]));
        Assert.Equal(("Hm.", "one "), ((string?)reply["content"]![0]!["thinking"], (string?)reply["content"]![1]!["text"]));
    }

    [Fact]
    public async Task Generate_Raw_IsContinuedAsItStands()
    {
        var reply = await Host.AskAsync("/api/generate", """{"prompt": "On", "raw": true, "stream": false}""");
        Assert.EndsWith("one END two", (string?)reply["response"], StringComparison.Ordinal);
        Assert.EndsWith("On", Engine.Tokenizer.Decode(Assert.Single(Backend.Requests).Prompt, special: true), StringComparison.Ordinal);
    }
}
