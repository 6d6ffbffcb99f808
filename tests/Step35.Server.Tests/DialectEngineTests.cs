using System.Text.Json.Nodes;
using CsCheck;
using Step35.Engine;
using Step35.TestModels.Scripted;

namespace Step35.Server.Tests;

/// <summary>The dialects over a whole engine whose answers are scripted.</summary>
public sealed class DialectEngineTests : IAsyncLifetime
{
    private const string Weather = """{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}""";

    private const string Messages = """
        {"model": "scripted", "max_tokens": 50, "system": [{"type": "text", "text": "s"}], "stop_sequences": ["END"], "temperature": 0.5, "top_p": 0.5, "top_k": 3,
         "thinking": {"type": "enabled", "budget_tokens": 10}, "tool_choice": {"type": "auto"}, "metadata": {"user_id": "u"},
         "tools": [{"name": "f", "description": "d", "input_schema": {"type": "object"}}],
         "messages": [{"role": "user", "content": "Hello!"}, {"role": "assistant", "content": [{"type": "thinking", "thinking": "t", "signature": "s"},
           {"type": "tool_use", "id": "c", "name": "f", "input": {"a": 1}}]}, {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "c", "content": "r"}]}]}
        """;

    private const string Responses = """
        {"model": "scripted", "max_output_tokens": 50, "instructions": "i", "temperature": 0.5, "top_p": 0.5, "reasoning": {"effort": "low", "summary": "auto"},
         "text": {"format": {"type": "json_schema", "name": "n", "schema": {"type": "object"}}}, "tool_choice": "auto", "metadata": {"a": "b"}, "truncation": "auto",
         "tools": [{"type": "function", "name": "f", "description": "d", "parameters": {"type": "object"}, "strict": true}],
         "input": [{"role": "user", "content": [{"type": "input_text", "text": "Hello!"}]}, {"type": "reasoning", "summary": [{"type": "summary_text", "text": "t"}]},
           {"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}"}, {"type": "function_call_output", "call_id": "c", "output": "r"}]}
        """;

    private const string Chat = """
        {"model": "scripted", "stream": false, "format": "json", "think": true, "keep_alive": 5, "truncate": true,
         "options": {"temperature": 0.5, "top_k": 3, "top_p": 0.5, "min_p": 0.1, "num_predict": 50, "stop": ["END"], "seed": 1, "repeat_penalty": 1.1, "repeat_last_n": 8},
         "tools": [{"type": "function", "function": {"name": "f", "description": "d", "parameters": {"type": "object"}}}],
         "messages": [{"role": "user", "content": "Hello!"}, {"role": "assistant", "thinking": "t", "tool_calls": [{"function": {"name": "f", "arguments": {"a": 1}}}]},
           {"role": "tool", "tool_name": "f", "content": "r"}]}
        """;

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

    [Theory]
    [InlineData("/v1/messages", Messages)]
    [InlineData("/v1/messages/count_tokens", Messages)]
    [InlineData("/v1/responses", Responses)]
    [InlineData("/api/chat", Chat)]
    public async Task Post_RequestThatIsWrongSomewhere_IsNeverTheHostsFault(string route, string json)
    {
        await _host.AskAsync(route, json);
        await JsonMutations.Of(json).SampleAsync(
            async mutated =>
            {
                using var response = await _host.PostAsync(route, mutated);
                Assert.InRange((int)response.StatusCode, 200, 499);
                var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                if (!response.IsSuccessStatusCode)
                    Assert.NotNull(JsonNode.Parse(text)!["error"]);
            },
            iter: 250,
            threads: 1);
    }
}
