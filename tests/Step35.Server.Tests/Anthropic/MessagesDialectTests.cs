using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.AI;
using Step35.Server.Anthropic;
using Step35.Server.Errors;

namespace Step35.Server.Tests.Anthropic;

public class MessagesDialectTests
{
    private const string Hello = """{"model": "script", "max_tokens": 100, "messages": [{"role": "user", "content": "Hello!"}]}""";

    private static readonly MessagesDialect Dialect = new();

    private static readonly ChatResponseUpdate[] Reply =
    [
        ScriptedClient.Reasoning("Hm."), ScriptedClient.Text("I"), ScriptedClient.Text(" look."),
        ScriptedClient.Call("c1", "get_weather", "city", "Oslo"), ScriptedClient.End(ChatFinishReason.ToolCalls),
    ];

    [Fact]
    public void Stream_Message_IsToldWordForWord() => Assert.Equal(
        """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"script","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0,"output_tokens_details":{"thinking_tokens":0}}}}

        event: ping
        data: {"type":"ping"}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"unsigned"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"I"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":" look."}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":1}

        event: content_block_start
        data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"c1","name":"get_weather","input":{}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"city\":\"Oslo\"}"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":2}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"input_tokens":5,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":3,"output_tokens_details":{"thinking_tokens":0}}}

        event: message_stop
        data: {"type":"message_stop"}


        """,
        DialectRun.Stream(Dialect, Hello, Reply));

    [Fact]
    public void Stream_AnyReply_SumsUpToTheWholeOne() => Gen.Select(ReplyScript.Any, Gen.Int[1, 5].Array[1, 4], Gen.Bool).Sample((script, lengths, streams) =>
        Assert.Equal(
            DialectRun.Whole(Dialect, Hello, script.Cut(lengths, streamsArguments: false)),
            Sum(DialectRun.Stream(Dialect, Hello, script.Cut(lengths, streams)))));

    [Theory]
    [InlineData("stop", null, "end_turn")]
    [InlineData("stop", "END", "stop_sequence")]
    [InlineData("length", null, "max_tokens")]
    [InlineData("loop", null, "max_tokens")]
    public void Whole_End_SaysWhy(string reason, string? stopSequence, string stopReason)
    {
        var end = ScriptedClient.End(new ChatFinishReason(reason));
        end.AdditionalProperties = stopSequence is null ? null : new() { ["stop_sequence"] = stopSequence };
        var reply = JsonNode.Parse(DialectRun.Whole(Dialect, Hello, [ScriptedClient.Text("Hi"), end]))!;
        Assert.Equal((stopReason, stopSequence), ((string?)reply["stop_reason"], (string?)reply["stop_sequence"]));
    }

    [Fact]
    public void Stream_BrokenOff_EndsWithAnError() => Assert.EndsWith(
        """
        event: error
        data: {"type":"error","error":{"type":"overloaded_error","message":"Too much."}}


        """,
        DialectRun.Stream(Dialect, Hello, [ScriptedClient.Text("Hi")], new ApiError(503, "x", "Too much.")));

    [Fact]
    public void Read_Turns_BecomeMessages()
    {
        var call = DialectRun.Read(Dialect, """
            {"max_tokens": 9, "system": [{"type": "text", "text": "Be short.", "cache_control": {"type": "ephemeral"}}], "messages": [
              {"role": "user", "content": "Weather?"},
              {"role": "assistant", "content": [
                {"type": "redacted_thinking", "data": "x"},
                {"type": "thinking", "thinking": "Hm.", "signature": "s"}, {"type": "text", "text": "I look."},
                {"type": "tool_use", "id": "c1", "name": "get_weather", "input": {"city": "Oslo"}}]},
              {"role": "user", "content": [
                {"type": "tool_result", "tool_use_id": "c1", "content": [{"type": "text", "text": "no such city"}], "is_error": true},
                {"type": "tool_result", "tool_use_id": "c2", "content": "7 degrees"},
                {"type": "text", "text": "And now?"}]}]}
            """);
        Assert.Equal(["system", "user", "assistant", "tool", "user"], call.Messages.Select(message => message.Role.Value));
        Assert.Equal(
            [typeof(TextReasoningContent), typeof(TextContent), typeof(FunctionCallContent)], call.Messages[2].Contents.Select(content => content.GetType()));
        Assert.Equal(["Error: no such city", "7 degrees"], call.Messages[3].Contents.Cast<FunctionResultContent>().Select(result => result.Result));
        Assert.Equal("And now?", call.Messages[4].Text);
    }

    [Fact]
    public void Read_Options_AreHonoured()
    {
        var call = DialectRun.Read(Dialect, Hello[..^1] + """
            , "stream": true, "temperature": 0.5, "top_p": 0.25, "top_k": 3, "stop_sequences": ["END"], "metadata": {"user_id": "u"},
            "thinking": {"type": "enabled", "budget_tokens": 50}, "tool_choice": {"type": "tool", "name": "f", "disable_parallel_tool_use": true},
            "tools": [{"name": "f", "description": "d", "input_schema": {"type": "object"}}],
            "output_config": {"format": {"type": "json_schema", "schema": {"type": "object"}}}}
            """);
        Assert.Equal(("script", true, "u", 100, 0.5f, 0.25f), (call.Model, call.Stream, call.User, call.Options.MaxOutputTokens, call.Options.Temperature, call.Options.TopP));
        Assert.Equal((3, "END", false), (call.Options.TopK, call.Options.StopSequences!.Single(), call.Options.AllowMultipleToolCalls));
        Assert.Equal(50, call.Options.AdditionalProperties!["reasoning_budget"]);
        Assert.Equal("f", Assert.IsType<RequiredChatToolMode>(call.Options.ToolMode).RequiredFunctionName);
        Assert.IsType<ChatResponseFormatJson>(call.Options.ResponseFormat);
        Assert.Equal("d", Assert.IsType<AIFunctionDeclaration>(call.Options.Tools!.Single(), exactMatch: false).Description);
    }

    [Theory]
    [InlineData("", ReasoningEffort.None, null)]
    [InlineData(""", "thinking": {"type": "disabled"}""", ReasoningEffort.None, null)]
    [InlineData(""", "thinking": {"type": "adaptive"}""", null, ReasoningOutput.Full)]
    [InlineData(""", "thinking": {"type": "adaptive"}, "output_config": {"effort": "low"}""", ReasoningEffort.Low, ReasoningOutput.Full)]
    [InlineData(""", "thinking": {"type": "adaptive", "display": "omitted"}""", null, ReasoningOutput.None)]
    [InlineData(""", "thinking": {"type": "adaptive", "display": "summarized"}""", null, ReasoningOutput.Summary)]
    public void Read_Thinking_IsHonoured(string fields, ReasoningEffort? effort, ReasoningOutput? output)
    {
        var reasoning = DialectRun.Read(Dialect, Hello[..^1] + fields + "}").Options.Reasoning!;
        Assert.Equal((effort, output), (reasoning.Effort, reasoning.Output));
    }

    [Theory]
    [InlineData("max_tokens", """{"messages": [{"role": "user", "content": "x"}]}""")]
    [InlineData("messages", """{"max_tokens": 1, "messages": []}""")]
    [InlineData("messages[0]", """{"max_tokens": 1, "messages": [null]}""")]
    [InlineData("messages[0].role", """{"max_tokens": 1, "messages": [{"role": "tool", "content": "x"}]}""")]
    [InlineData("messages[0].content[0].type", """{"max_tokens": 1, "messages": [{"role": "user", "content": [{"type": "image"}]}]}""")]
    [InlineData("messages[0].content[0].text", """{"max_tokens": 1, "messages": [{"role": "user", "content": [{"type": "text"}]}]}""")]
    [InlineData("messages[0].content[0].input", """{"max_tokens": 1, "messages": [{"role": "assistant", "content": [{"type": "tool_use", "id": "c", "name": "f", "input": 1}]}, {"role": "user", "content": "x"}]}""")]
    [InlineData("messages[0].content[1].type", """{"max_tokens": 1, "messages": [{"role": "user", "content": [{"type": "text", "text": "x"}, {"type": "thinking", "thinking": "x"}]}]}""")]
    [InlineData("messages[0].content[0].type", """{"max_tokens": 1, "messages": [{"role": "user", "content": [{"type": "redacted_thinking", "data": "x"}, {"type": "text", "text": "x"}]}]}""")]
    [InlineData("messages[0].content[0].type", """{"max_tokens": 1, "messages": [{"role": "assistant", "content": [{"type": "tool_result", "tool_use_id": "c"}]}, {"role": "user", "content": "x"}]}""")]
    [InlineData("system[0].type", """{"max_tokens": 1, "system": [{"type": "redacted_thinking", "data": "x"}], "messages": [{"role": "user", "content": "x"}]}""")]
    [InlineData("system[0].type", """{"max_tokens": 1, "system": [{"type": "tool_use", "id": "c", "name": "f"}], "messages": [{"role": "user", "content": "x"}]}""")]
    [InlineData("messages", """{"max_tokens": 1, "messages": [{"role": "user", "content": "x"}, {"role": "assistant", "content": "y"}]}""")]
    [InlineData("mcp_servers", """{"max_tokens": 1, "messages": [{"role": "user", "content": "x"}], "mcp_servers": [{}]}""")]
    [InlineData("tools[0].type", """{"max_tokens": 1, "messages": [{"role": "user", "content": "x"}], "tools": [{"type": "bash_20250124", "name": "bash"}]}""")]
    [InlineData("tool_choice.name", """{"max_tokens": 1, "messages": [{"role": "user", "content": "x"}], "tool_choice": {"type": "tool"}}""")]
    [InlineData("thinking.budget_tokens", """{"max_tokens": 1, "messages": [{"role": "user", "content": "x"}], "thinking": {"type": "enabled"}}""")]
    [InlineData("thinking.budget_tokens", """{"max_tokens": 1, "messages": [{"role": "user", "content": "x"}], "thinking": {"type": "enabled", "budget_tokens": -1}}""")]
    [InlineData("thinking.type", """{"max_tokens": 1, "messages": [{"role": "user", "content": "x"}], "thinking": {"type": "some"}}""")]
    [InlineData("output_config.format.type", """{"max_tokens": 1, "messages": [{"role": "user", "content": "x"}], "output_config": {"format": {"type": "x"}}}""")]
    public void Read_WhatCannotBeHonoured_IsRefusedByItsName(string field, string json) => Assert.Equal(field, DialectRun.Refuse(Dialect, json));

    [Fact]
    public async Task Messages_UnknownModel_IsAnErrorInTheDialect()
    {
        await using var host = await HostUnderTest.StartAsync(new ScriptedClient());
        var (status, body) = await host.FailAsync("/v1/messages", Hello.Replace("script", "other", StringComparison.Ordinal));
        Assert.Equal((404, "error", "not_found_error"), (status, (string?)body["type"], (string?)body["error"]!["type"]));
    }

    // Builds the message as clients do.
    private static string Sum(string frames)
    {
        JsonObject message = [];
        foreach (var item in frames.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(frame => JsonNode.Parse(frame[(frame.IndexOf("data: ", StringComparison.Ordinal) + 6)..])!))
        {
            var content = message["content"]?.AsArray();
            switch ((string?)item["type"])
            {
                case "message_start":
                    message = item["message"]!.DeepClone().AsObject();
                    break;
                case "content_block_start":
                    Assert.Equal(content!.Count, (int)item["index"]!);
                    content.Add(item["content_block"]!.DeepClone());
                    break;
                case "content_block_delta":
                    Append(content![(int)item["index"]!]!.AsObject(), item["delta"]!.AsObject());
                    break;
                case "message_delta":
                    message["stop_reason"] = item["delta"]!["stop_reason"]?.DeepClone();
                    message["usage"] = item["usage"]!.DeepClone();
                    break;
            }
        }

        foreach (var call in message["content"]!.AsArray().Where(block => block!["partial"] is not null))
        {
            call!["input"] = JsonNode.Parse((string)call["partial"]!);
            call.AsObject().Remove("partial");
        }

        return message.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static void Append(JsonObject block, JsonObject delta)
    {
        var (name, piece) = delta.Last();
        name = name == "partial_json" ? "partial" : name;
        block[name] = (string?)block[name] + (string?)piece;
    }
}
