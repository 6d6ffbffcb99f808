using Step35.Engine;
using Step35.TestModels.Scripted;

namespace Step35.Server.Tests;

/// <summary>The dialects over a whole engine whose answers are scripted.</summary>
public sealed class DialectEngineTests : IAsyncLifetime
{
    private const string Weather = """{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}""";

    private readonly ScriptedBackend _backend = new(new PromptedScript(_ => "Hm.</think>one END two").Next);
    private Step35Engine _engine = null!;
    private HostUnderTest _host = null!;

    public async ValueTask InitializeAsync()
    {
        _engine = ScriptedEngine.Create(_backend);
        _host = await HostUnderTest.StartAsync(_engine);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _engine.DisposeAsync();
        _backend.Dispose();
    }

    [Fact]
    public async Task CountTokens_Message_IsWhatTheMessageThenTakes()
    {
        const string Asked = """{"max_tokens": 50, "thinking": {"type": "adaptive"}, "tools": [{"name": "f", "input_schema": """ + Weather + """}], "messages": [{"role": "user", "content": "Hello!"}]}""";
        var counted = (int)(await _host.AskAsync("/v1/messages/count_tokens", Asked))["input_tokens"]!;
        var usage = (await _host.AskAsync("/v1/messages", Asked))["usage"]!;
        Assert.Equal((int)usage["input_tokens"]! + (int)usage["cache_read_input_tokens"]!, counted);
    }

    [Fact]
    public async Task Messages_StopSequence_IsNamed()
    {
        var reply = await _host.AskAsync("/v1/messages", """{"max_tokens": 50, "thinking": {"type": "adaptive"}, "stop_sequences": ["END"], "messages": [{"role": "user", "content": "Hello!"}]}""");
        Assert.Equal(("stop_sequence", "END"), ((string?)reply["stop_reason"], (string?)reply["stop_sequence"]));
        Assert.Equal(("Hm.", "one "), ((string?)reply["content"]![0]!["thinking"], (string?)reply["content"]![1]!["text"]));
    }

    [Fact]
    public async Task Generate_Raw_IsContinuedAsItStands()
    {
        var reply = await _host.AskAsync("/api/generate", """{"prompt": "On", "raw": true, "stream": false}""");
        Assert.EndsWith("one END two", (string?)reply["response"], StringComparison.Ordinal);
        Assert.EndsWith("On", _engine.Tokenizer.Decode(Assert.Single(_backend.Requests).Prompt, special: true), StringComparison.Ordinal);
    }
}
