using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.AI;
using Step35.Server.Errors;
using Step35.Server.Ollama;

namespace Step35.Server.Tests.Ollama;

public class OllamaDialectTests
{
    private const string Hello = """{"model": "script:latest", "messages": [{"role": "user", "content": "Hello!"}]}""";

    private static readonly OllamaChatDialect Chat = new();

    private static readonly OllamaGenerateDialect Generate = new();

    [Fact]
    public void Stream_Chat_IsToldLineByLine() => Assert.Equal(
        """
        {"model":"script","created_at":"2026-01-02T12:00:03+00:00","message":{"role":"assistant","content":"","thinking":"Hm."},"done":false}
        {"model":"script","created_at":"2026-01-02T12:00:03+00:00","message":{"role":"assistant","content":"I look."},"done":false}
        {"model":"script","created_at":"2026-01-02T12:00:03+00:00","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"get_weather","arguments":{"city":"Oslo"}},"id":"c1"}]},"done":false}
        {"model":"script","created_at":"2026-01-02T12:00:03+00:00","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":3000000000,"load_duration":0,"prompt_eval_count":5,"prompt_eval_duration":0,"eval_count":3,"eval_duration":3000000000}

        """,
        DialectRun.Stream(
            Chat,
            Hello,
            [
                ScriptedClient.Reasoning("Hm."), ScriptedClient.Text("I look."),
                ScriptedClient.Call("c1", "get_weather", "city", "Oslo"), ScriptedClient.End(ChatFinishReason.ToolCalls),
            ]));

    [Fact]
    public void Whole_Generate_HasTextThinkingAndTimes()
    {
        var end = ScriptedClient.End(ChatFinishReason.Length);
        end.AdditionalProperties = new() { ["prefill_seconds"] = 0.5, ["decode_seconds"] = 2.0 };
        var reply = JsonNode.Parse(DialectRun.Whole(Generate, """{"prompt": "Hello!"}""", [ScriptedClient.Reasoning("Hm."), ScriptedClient.Text("Hi"), end]))!;
        Assert.Equal(("Hi", "Hm.", "length"), ((string?)reply["response"], (string?)reply["thinking"], (string?)reply["done_reason"]));
        Assert.Equal((500_000_000, 2_000_000_000), ((long)reply["prompt_eval_duration"]!, (long)reply["eval_duration"]!));
    }

    [Fact]
    public void Stream_AnyReply_SumsUpToTheWholeOne() => Gen.Select(ReplyScript.Any, Gen.Int[1, 5].Array[1, 4], Gen.Bool).Sample((script, lengths, streams) =>
    {
        var lines = DialectRun.Stream(Chat, Hello, script.Cut(lengths, streams)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        var whole = JsonNode.Parse(DialectRun.Whole(Chat, Hello, script.Cut(lengths, streamsArguments: false)))!;
        Assert.Equal(Describe([whole]), Describe(lines));
        Assert.Equal((int)whole["eval_count"]!, (int)lines[^1]["eval_count"]!);
        Assert.Equal(Enumerable.Repeat(false, lines.Count - 1).Append(true), lines.Select(line => (bool)line["done"]!));
    });

    [Fact]
    public void Stream_BrokenOff_EndsWithAnError() =>
        Assert.EndsWith("{\"error\":\"It broke.\"}\n", DialectRun.Stream(Chat, Hello, [ScriptedClient.Text("Hi")], new ApiError(500, "x", "It broke.")));

    [Fact]
    public void Read_Messages_AreTaken()
    {
        var call = DialectRun.Read(Chat, """
            {"model": "script:latest", "messages": [
              {"role": "system", "content": "Be short."}, {"role": "user", "content": "Weather?"},
              {"role": "assistant", "content": "", "thinking": "Hm.", "tool_calls": [{"function": {"name": "get_weather", "arguments": {"city": "Oslo"}}}]},
              {"role": "tool", "tool_name": "get_weather", "content": "7 degrees"}]}
            """);
        Assert.Equal(("script", true), (call.Model, call.Stream));
        Assert.Equal(["system", "user", "assistant", "tool"], call.Messages.Select(message => message.Role.Value));
        Assert.Equal([typeof(TextReasoningContent), typeof(FunctionCallContent)], call.Messages[2].Contents.Select(content => content.GetType()));
        Assert.Equal("7 degrees", call.Messages[3].Contents.OfType<FunctionResultContent>().Single().Result);
    }

    [Theory]
    [InlineData("""{"CallId":"0a2b3f38","Result":{"city":"Oslo","temperature":7}}""", """{"city":"Oslo","temperature":7}""")]
    [InlineData("""{"CallId":null,"Result":"7 degrees"}""", "7 degrees")]
    public void Read_ResultOfOllamaSharp_IsUnwrapped(string content, string result) => Assert.Equal(result, ReadResult(new() { ["content"] = content }));

    [Theory]
    [InlineData("""{"CallId":"0a2b3f38","Result":7,"Unit":"degrees"}""")]
    [InlineData("""{"CallId":"0a2b3f38"}""")]
    [InlineData("""{"CallId":"0a2b3f38","Result":7} degrees""")]
    [InlineData("""{"Result":7}""")]
    public void Read_OtherJson_StaysAsItStands(string content) => Assert.Equal(content, ReadResult(new() { ["content"] = content }));

    [Theory]
    [InlineData("tool_name")]
    [InlineData("tool_call_id")]
    public void Read_WrappedResultThatNamesItsCall_StaysAsItStands(string name)
    {
        const string content = """{"CallId":"0a2b3f38","Result":7}""";
        Assert.Equal(content, ReadResult(new() { ["content"] = content, [name] = "get_weather" }));
    }

    [Fact]
    public void Read_Options_AreHonoured()
    {
        var call = DialectRun.Read(Chat, Hello[..^1] + """
            , "stream": false, "format": {"type": "object"}, "truncate": true, "keep_alive": "5m",
            "tools": [{"type": "function", "function": {"name": "f", "description": "d", "parameters": {"type": "object"}}}],
            "options": {"temperature": 0.5, "top_p": 0.25, "top_k": 3, "min_p": 0.1, "num_predict": 9, "stop": ["END"], "seed": 7, "repeat_penalty": 1.5, "repeat_last_n": 8, "num_ctx": 4096}}
            """);
        Assert.Equal((false, 0.5f, 0.25f, 3), (call.Stream, call.Options.Temperature, call.Options.TopP, call.Options.TopK));
        Assert.Equal((9, 7L, "END"), (call.Options.MaxOutputTokens, call.Options.Seed, call.Options.StopSequences!.Single()));
        Assert.Equal(["context_overflow=drop_oldest_turns", "min_p=0.1", "repeat_last_n=8", "repeat_penalty=1.5"], call.Options.AdditionalProperties!.Select(pair => FormattableString.Invariant($"{pair.Key}={pair.Value}")).Order());
        Assert.IsType<ChatResponseFormatJson>(call.Options.ResponseFormat);
        Assert.Equal("d", Assert.IsType<AIFunctionDeclaration>(call.Options.Tools!.Single(), exactMatch: false).Description);
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("true", null)]
    [InlineData("false", ReasoningEffort.None)]
    [InlineData("\"medium\"", ReasoningEffort.Medium)]
    public void Read_Think_IsHonoured(string think, ReasoningEffort? effort) =>
        Assert.Equal(effort, DialectRun.Read(Chat, Hello[..^1] + $", \"think\": {think}}}").Options.Reasoning?.Effort);

    [Theory]
    [InlineData("-1", null)]
    [InlineData("0", null)]
    [InlineData("5", 5)]
    public void Read_NumPredict_LimitsOnlyFromOne(string tokens, int? limit) =>
        Assert.Equal(limit, DialectRun.Read(Generate, "{\"prompt\": \"x\", \"options\": {\"num_predict\": " + tokens + "}}").Options.MaxOutputTokens);

    [Theory]
    [InlineData("messages", """{"messages": []}""")]
    [InlineData("messages[0]", """{"messages": [null]}""")]
    [InlineData("messages[0].role", """{"messages": [{"role": "x"}]}""")]
    [InlineData("messages[0].images", """{"messages": [{"role": "user", "images": ["x"]}]}""")]
    [InlineData("format", """{"messages": [{"role": "user", "content": "x"}], "format": "xml"}""")]
    [InlineData("think", """{"messages": [{"role": "user", "content": "x"}], "think": 1}""")]
    [InlineData("logprobs", """{"messages": [{"role": "user", "content": "x"}], "logprobs": true}""")]
    [InlineData("options.mirostat", """{"messages": [{"role": "user", "content": "x"}], "options": {"mirostat": 1}}""")]
    [InlineData("options.heat", """{"messages": [{"role": "user", "content": "x"}], "options": {"heat": 1}}""")]
    [InlineData("tools[0].function.name", """{"messages": [{"role": "user", "content": "x"}], "tools": [{"type": "function"}]}""")]
    public void Read_WhatCannotBeHonoured_IsRefusedByItsName(string field, string json) => Assert.Equal(field, DialectRun.Refuse(Chat, json));

    [Theory]
    [InlineData("prompt", """{}""")]
    [InlineData("suffix", """{"prompt": "x", "suffix": "y"}""")]
    [InlineData("context", """{"prompt": "x", "context": [1]}""")]
    [InlineData("template", """{"prompt": "x", "template": "y"}""")]
    [InlineData("system", """{"prompt": "x", "raw": true, "system": "y"}""")]
    public void ReadGenerate_WhatCannotBeHonoured_IsRefusedByItsName(string field, string json) => Assert.Equal(field, DialectRun.Refuse(Generate, json));

    [Fact]
    public void ReadGenerate_Raw_IsTheWholePrompt() => Assert.True(DialectRun.Read(Generate, """{"prompt": "x", "raw": true}""").IsRawPrompt);

    [Fact]
    public async Task Models_Lists_NameThem()
    {
        await using var host = await HostUnderTest.StartAsync(new ScriptedClient());
        foreach (var route in new[] { "/api/tags", "/api/ps" })
            Assert.Equal("script", (string?)JsonNode.Parse(await host.Client.GetStringAsync(new Uri(route, UriKind.Relative), TestContext.Current.CancellationToken))!["models"]![0]!["name"]);
        Assert.Equal(["completion", "tools", "thinking"], (await host.AskAsync("/api/show", """{"model": "script"}"""))["capabilities"]!.AsArray().Select(item => (string?)item));
        var (status, body) = await host.FailAsync("/api/show", """{"model": "other"}""");
        Assert.Equal(404, status);
        Assert.Contains("script", (string?)body["error"], StringComparison.Ordinal);
    }

    private static string? ReadResult(JsonObject message)
    {
        message["role"] = "tool";
        var call = DialectRun.Read(Chat, new JsonObject { ["model"] = "script", ["messages"] = new JsonArray(message) }.ToJsonString());
        return call.Messages.Single().Contents.OfType<FunctionResultContent>().Single().Result?.ToString();
    }

    private static string Describe(List<JsonNode> lines)
    {
        var messages = lines.Select(line => line["message"]!).ToList();
        return string.Concat(messages.Select(message => (string?)message["content"])) + "|"
            + string.Concat(messages.Select(message => (string?)message["thinking"])) + "|"
            + string.Concat(messages.SelectMany(message => message["tool_calls"]?.AsArray() ?? []).Select(call => call!.ToJsonString()));
    }
}
