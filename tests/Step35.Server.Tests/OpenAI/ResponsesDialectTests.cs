using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.AI;
using Step35.Server.Errors;
using Step35.Server.OpenAI.Responses;

namespace Step35.Server.Tests.OpenAI;

public class ResponsesDialectTests
{
    private const string Hello = """{"input": "Hello!", "model": "script"}""";

    private static readonly ResponsesDialect Dialect = new();

    private static readonly ChatResponseUpdate[] Reply =
    [
        ScriptedClient.Reasoning("Hm."), ScriptedClient.Text("I"), ScriptedClient.Text(" look."),
        ScriptedClient.Call("c1", "get_weather", "city", "Oslo"), ScriptedClient.End(ChatFinishReason.ToolCalls),
    ];

    [Fact]
    public void Stream_Events_ComeInOrder() => Assert.Equal(
        [
            "response.created", "response.in_progress",
            "response.output_item.added", "response.content_part.added", "response.reasoning_text.delta", "response.reasoning_text.done",
            "response.content_part.done", "response.output_item.done",
            "response.output_item.added", "response.content_part.added", "response.output_text.delta", "response.output_text.delta",
            "response.output_text.done", "response.content_part.done", "response.output_item.done",
            "response.output_item.added", "response.function_call_arguments.delta", "response.function_call_arguments.done", "response.output_item.done",
            "response.completed",
        ],
        Events(DialectRun.Stream(Dialect, Hello, Reply)).Select(item => (string)item["type"]!));

    [Fact]
    public void Stream_Text_IsToldWordForWord() => Assert.Equal(
        """
        event: response.output_item.added
        data: {"type":"response.output_item.added","sequence_number":2,"output_index":0,"item":{"type":"message","id":"msg_1_0","status":"in_progress","role":"assistant","content":[]}}

        event: response.content_part.added
        data: {"type":"response.content_part.added","sequence_number":3,"output_index":0,"item_id":"msg_1_0","content_index":0,"part":{"type":"output_text","text":"","annotations":[],"logprobs":[]}}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","sequence_number":4,"output_index":0,"item_id":"msg_1_0","content_index":0,"delta":"Hi","logprobs":[]}

        event: response.output_text.done
        data: {"type":"response.output_text.done","sequence_number":5,"output_index":0,"item_id":"msg_1_0","content_index":0,"text":"Hi","logprobs":[]}

        event: response.content_part.done
        data: {"type":"response.content_part.done","sequence_number":6,"output_index":0,"item_id":"msg_1_0","content_index":0,"part":{"type":"output_text","text":"Hi","annotations":[],"logprobs":[]}}

        event: response.output_item.done
        data: {"type":"response.output_item.done","sequence_number":7,"output_index":0,"item":{"type":"message","id":"msg_1_0","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hi","annotations":[],"logprobs":[]}]}}
        """,
        string.Join("\n\n", DialectRun.Stream(Dialect, Hello, [ScriptedClient.Text("Hi")]).Split("\n\n")[2..8]));

    [Fact]
    public void Stream_ReasoningForASummary_IsToldAsOne()
    {
        var events = Events(DialectRun.Stream(Dialect, """{"input": "Hello!", "reasoning": {"summary": "auto"}}""", Reply));
        Assert.Equal("Hm.", (string?)events.Single(item => (string?)item["type"] == "response.reasoning_summary_text.delta")["delta"]);
        Assert.Equal("Hm.", (string?)events[^1]["response"]!["output"]![0]!["summary"]![0]!["text"]);
    }

    [Fact]
    public void Whole_Reply_RepeatsWhatWasAsked()
    {
        var reply = JsonNode.Parse(DialectRun.Whole(
            Dialect, """{"input": "Hello!", "metadata": {"a": "b"}, "temperature": 0.5, "tool_choice": "none", "tools": [{"type": "function", "name": "f"}]}""", Reply))!;
        Assert.Equal("b", (string?)reply["metadata"]!["a"]);
        Assert.Equal("none", (string?)reply["tool_choice"]);
        Assert.Equal("f", (string?)reply["tools"]![0]!["name"]);
        Assert.Equal(("response", "completed", false), ((string?)reply["object"], (string?)reply["status"], (bool)reply["store"]!));
        Assert.Equal("""{"city":"Oslo"}""", (string?)reply["output"]![2]!["arguments"]);
        Assert.Equal(8, (int)reply["usage"]!["total_tokens"]!);
    }

    [Fact]
    public void Stream_AnyReply_SumsUpToTheWholeOne() => Gen.Select(ReplyScript.Any, Gen.Int[1, 5].Array[1, 4], Gen.Bool).Sample((script, lengths, streams) =>
    {
        var events = Events(DialectRun.Stream(Dialect, Hello, script.Cut(lengths, streams)));
        var whole = DialectRun.Whole(Dialect, Hello, script.Cut(lengths, streamsArguments: false));
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(item => (int)item["sequence_number"]!));
        Assert.Equal(whole, events[^1]["response"]!.ToJsonString(Relaxed));
        Assert.Equal(JsonNode.Parse(whole)!["output"]!.AsArray().Select(TextOf), Sum(events));
    });

    [Fact]
    public void Stream_CutOff_IsIncomplete()
    {
        var last = Events(DialectRun.Stream(Dialect, Hello, [ScriptedClient.Text("Hi"), ScriptedClient.End(ChatFinishReason.Length)]))[^1];
        Assert.Equal(("response.incomplete", "incomplete"), ((string?)last["type"], (string?)last["response"]!["status"]));
        Assert.Equal("max_output_tokens", (string?)last["response"]!["incomplete_details"]!["reason"]);
    }

    [Fact]
    public void Stream_BrokenOff_HasFailed()
    {
        var last = Events(DialectRun.Stream(Dialect, Hello, [ScriptedClient.Text("Hi")], new ApiError(500, "x", "It broke.")))[^1];
        Assert.Equal("response.failed", (string?)last["type"]);
        Assert.Equal("It broke.", (string?)last["response"]!["error"]!["message"]);
    }

    [Fact]
    public void Read_Items_BecomeTheTurnsTheyWere()
    {
        var call = DialectRun.Read(Dialect, """
            {"instructions": "Be short.", "input": [
              {"role": "developer", "content": "Rules."},
              {"role": "user", "content": [{"type": "input_text", "text": "Weather?"}]},
              {"type": "reasoning", "id": "rs_1", "summary": [], "content": [{"type": "reasoning_text", "text": "Hm."}]},
              {"type": "message", "role": "assistant", "id": "m", "status": "completed", "content": [{"type": "output_text", "text": "I look.", "annotations": []}]},
              {"type": "function_call", "call_id": "c1", "name": "get_weather", "arguments": "{\"city\": \"Oslo\"}"},
              {"type": "function_call_output", "call_id": "c1", "output": "7 degrees"}]}
            """);
        Assert.Equal(["developer", "user", "assistant", "tool"], call.Messages.Select(message => message.Role.Value));
        Assert.Equal(
            [typeof(TextReasoningContent), typeof(TextContent), typeof(FunctionCallContent)], call.Messages[2].Contents.Select(content => content.GetType()));
        Assert.Equal("Oslo", call.Messages[2].Contents.OfType<FunctionCallContent>().Single().Arguments!["city"]?.ToString());
        Assert.Equal("7 degrees", call.Messages[3].Contents.OfType<FunctionResultContent>().Single().Result);
        Assert.Equal("Be short.", call.Options.Instructions);
    }

    [Fact]
    public void Read_Options_AreHonoured()
    {
        var call = DialectRun.Read(Dialect, """
            {"input": "Hello!", "model": "m", "stream": true, "max_output_tokens": 9, "temperature": 0.5, "top_p": 0.25, "parallel_tool_calls": false,
             "tools": [{"type": "function", "name": "f", "description": "d", "parameters": {"type": "object"}, "strict": true}],
             "tool_choice": {"type": "function", "name": "f"}, "reasoning": {"effort": "low"}, "truncation": "auto", "user": "u", "top_k": 3, "min_p": 0.1,
             "text": {"format": {"type": "json_schema", "name": "n", "schema": {"type": "object"}}}}
            """);
        Assert.Equal(("m", true, "u", 9, 0.5f, 0.25f), (call.Model, call.Stream, call.User, call.Options.MaxOutputTokens, call.Options.Temperature, call.Options.TopP));
        Assert.Equal((3, false, ReasoningEffort.Low), (call.Options.TopK, call.Options.AllowMultipleToolCalls, call.Options.Reasoning!.Effort));
        Assert.Equal("f", Assert.IsType<RequiredChatToolMode>(call.Options.ToolMode).RequiredFunctionName);
        Assert.Equal("n", Assert.IsType<ChatResponseFormatJson>(call.Options.ResponseFormat).SchemaName);
        Assert.Equal("drop_oldest_turns", call.Options.AdditionalProperties!["context_overflow"]);
        Assert.Equal("0.1", call.Options.AdditionalProperties["min_p"]?.ToString());
        Assert.Equal("d", Assert.IsType<AIFunctionDeclaration>(call.Options.Tools!.Single(), exactMatch: false).Description);
    }

    [Theory]
    [InlineData("input", """{}""")]
    [InlineData("input", """{"input": []}""")]
    [InlineData("input[0]", """{"input": [null]}""")]
    [InlineData("input[0].role", """{"input": [{"content": "x"}]}""")]
    [InlineData("input[0].type", """{"input": [{"type": "item_reference", "id": "x"}]}""")]
    [InlineData("input[0].content[0].type", """{"input": [{"role": "user", "content": [{"type": "input_image"}]}]}""")]
    [InlineData("input[0].call_id", """{"input": [{"type": "function_call_output", "output": "x"}]}""")]
    [InlineData("input[0].arguments", """{"input": [{"type": "function_call", "call_id": "c", "name": "f", "arguments": "{"}]}""")]
    [InlineData("previous_response_id", """{"input": "x", "previous_response_id": "resp_1"}""")]
    [InlineData("background", """{"input": "x", "background": true}""")]
    [InlineData("conversation", """{"input": "x", "conversation": "c"}""")]
    [InlineData("frequency", """{"input": "x", "frequency": 1}""")]
    [InlineData("tools[0].type", """{"input": "x", "tools": [{"type": "web_search"}]}""")]
    [InlineData("tools[0].name", """{"input": "x", "tools": [{"type": "function"}]}""")]
    [InlineData("tool_choice.name", """{"input": "x", "tool_choice": {"type": "function", "name": 1}}""")]
    [InlineData("tool_choice", """{"input": "x", "tool_choice": 1}""")]
    [InlineData("text.format.type", """{"input": "x", "text": {"format": {"type": "xml"}}}""")]
    [InlineData("text.format.schema", """{"input": "x", "text": {"format": {"type": "json_schema"}}}""")]
    [InlineData("reasoning.effort", """{"input": "x", "reasoning": {"effort": "some"}}""")]
    [InlineData("truncation", """{"input": "x", "truncation": "some"}""")]
    [InlineData("top_logprobs", """{"input": "x", "top_logprobs": 1}""")]
    [InlineData("top_logprobs", """{"input": "x", "include": ["message.output_text.logprobs"], "top_logprobs": 21}""")]
    public void Read_WhatCannotBeHonoured_IsRefusedByItsName(string field, string json) => Assert.Equal(field, DialectRun.Refuse(Dialect, json));

    [Fact]
    public void Read_FieldsThatAskForNothing_AreIgnored() => DialectRun.Read(
        Dialect, """{"input": "x", "background": false, "conversation": null, "include": ["reasoning.encrypted_content"], "store": true, "prompt_cache_key": "k", "top_logprobs": 0, "prompt": {}}""");

    private static System.Text.Json.JsonSerializerOptions Relaxed { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static List<JsonNode> Events(string frames) =>
        [.. frames.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(frame => JsonNode.Parse(frame[(frame.IndexOf("data: ", StringComparison.Ordinal) + 6)..])!)];

    private static string TextOf(JsonNode? item) => (string?)item!["arguments"] ?? (string)item["content"]![0]!["text"]!;

    private static List<string> Sum(List<JsonNode> events)
    {
        var items = new List<string>();
        foreach (var item in events)
            if ((string?)item["type"] == "response.output_item.added")
                items.Add("");
            else if (item["delta"] is { } delta)
                items[(int)item["output_index"]!] += (string)delta!;
        return items;
    }
}
