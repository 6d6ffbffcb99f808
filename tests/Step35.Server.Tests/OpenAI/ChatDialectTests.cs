using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.AI;
using Step35.AI;
using Step35.Engine.Scheduling;
using Step35.Server.OpenAI.Chat;

namespace Step35.Server.Tests.OpenAI;

public class ChatDialectTests
{
    private const string Route = "/v1/chat/completions";
    private const string Hello = """{"messages": [{"role": "user", "content": "Hello!"}]}""";

    private static readonly ChatDialect Dialect = new();

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
        var chunks = await StreamAsync(host, """, "stream_options": {"include_usage": true}""");
        Assert.Equal("assistant", (string?)Delta(chunks[0])["role"]);
        Assert.Equal("Hi", (string?)Delta(chunks[0])["content"]);
        Assert.Equal("get_weather", (string?)Delta(chunks[1])["tool_calls"]![0]!["function"]!["name"]);
        Assert.Equal("""{"city":"Oslo"}""", (string?)Delta(chunks[2])["tool_calls"]![0]!["function"]!["arguments"]);
        Assert.Equal("tool_calls", (string?)chunks[3]["choices"]![0]!["finish_reason"]);
        Assert.Equal(3, (int?)chunks[4]["usage"]!["completion_tokens"]);
    }

    [Fact]
    public async Task Chat_StreamedArguments_AreNotToldTwice()
    {
        var client = new ScriptedClient(
            Piece("c1", """{"city":"""), Piece("c1", "\"Oslo\"}"), ScriptedClient.Call("c1", "get_weather", "city", "Oslo"),
            ScriptedClient.Call("c2", "get_time", "city", "Rome"), ScriptedClient.End(ChatFinishReason.ToolCalls));
        await using var host = await HostUnderTest.StartAsync(client);
        var calls = (await StreamAsync(host)).SelectMany(chunk => Delta(chunk)["tool_calls"]?.AsArray() ?? []).ToList();
        Assert.Equal([0, 0, 0, 1, 1], calls.Select(call => (int)call!["index"]!));
        Assert.Equal("""{"city":"Oslo"}""", string.Concat(calls.Take(3).Select(call => (string?)call!["function"]!["arguments"])));
        Assert.Equal(["c1", null, null, "c2", null], calls.Select(call => (string?)call!["id"]));
    }

    [Fact]
    public void Chat_AnyCut_ComesTogetherAsTheWholeReply() => Gen.Select(ReplyScript.Any, Gen.Int[1, 7].Array[1, 5], Gen.Bool).Sample((script, lengths, streams) =>
    {
        var updates = script.Cut(lengths, streams).ToList();
        var whole = JsonNode.Parse(DialectRun.Whole(Dialect, Hello, updates))!["choices"]![0]!;
        var choices = DialectRun.Stream(Dialect, Hello, updates)
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .SkipLast(1)
            .Select(frame => JsonNode.Parse(frame["data: ".Length..])!["choices"]![0]!)
            .ToList();
        var calls = choices.SelectMany(choice => choice["delta"]!["tool_calls"]?.AsArray() ?? []).GroupBy(call => (int)call!["index"]!, Arguments);
        Assert.Equal((string?)whole["message"]!["content"] ?? "", string.Concat(choices.Select(choice => (string?)choice["delta"]!["content"])));
        Assert.Equal((string?)whole["message"]!["reasoning_content"] ?? "", string.Concat(choices.Select(choice => (string?)choice["delta"]!["reasoning_content"])));
        Assert.Equal((whole["message"]!["tool_calls"]?.AsArray() ?? []).Select(call => Arguments(call)), calls.Select(pieces => string.Concat(pieces)));
        Assert.Equal((string?)whole["finish_reason"], (string?)choices[^1]["finish_reason"]);
    });

    [Fact]
    public void Chat_BrokenCall_EndsTheStreamWithAnError() =>
        Assert.Contains("\"error\"", DialectRun.Stream(Dialect, Hello, [Piece("c1", "{"), ScriptedClient.End(ChatFinishReason.Stop)]), StringComparison.Ordinal);

    [Fact]
    public async Task Chat_SeveralChoices_ComeSideBySideWithSeedsOfTheirOwn()
    {
        var client = new ScriptedClient(ScriptedClient.Text("Hi"), ScriptedClient.End(ChatFinishReason.Stop, input: 5, output: 3));
        await using var host = await HostUnderTest.StartAsync(client);
        var reply = await host.AskAsync(Route, Hello[..^1] + """, "n": 3, "seed": 7}""");
        Assert.Equal([0, 1, 2], reply["choices"]!.AsArray().Select(choice => (int)choice!["index"]!));
        Assert.All(reply["choices"]!.AsArray(), choice => Assert.Equal("Hi", (string?)choice!["message"]!["content"]));
        Assert.Equal([7, 8, 9], client.Requests.Select(request => request.Options!.Seed!.Value).Order());
        Assert.Equal((5, 9), ((int?)reply["usage"]!["prompt_tokens"], (int?)reply["usage"]!["completion_tokens"]));
        var chunks = await StreamAsync(host, """, "n": 3""");
        Assert.Equal(3, chunks.Count(chunk => (string?)chunk["choices"]![0]!["finish_reason"] == "stop"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Chat_OneOfSeveralChoicesFails_AllDo(int failing)
    {
        var asked = 0;
        var client = new ScriptedClient(ScriptedClient.Text("Hi"), ScriptedClient.End(ChatFinishReason.Stop))
        {
            Before = (index, _) => index == 0 && Interlocked.Increment(ref asked) > failing ? throw new EngineOverloadedException(1) : Task.CompletedTask,
        };
        await using var host = await HostUnderTest.StartAsync(client);
        Assert.Equal(429, (await host.FailAsync(Route, Hello[..^1] + """, "n": 3}""")).Status);
    }

    [Fact]
    public async Task Chat_SeveralEmptyChoices_End()
    {
        await using var host = await HostUnderTest.StartAsync(new ScriptedClient());
        Assert.Equal(2, (await host.AskAsync(Route, Hello[..^1] + """, "n": 2}"""))["choices"]!.AsArray().Count);
    }

    [Fact]
    public async Task Chat_AllFields_ReachTheModel()
    {
        var client = new ScriptedClient(ScriptedClient.End(ChatFinishReason.Stop));
        await using var host = await HostUnderTest.StartAsync(client);
        await host.AskAsync(Route, """
            {
              "model": "script", "temperature": 0.5, "top_p": 0.9, "top_k": 40, "min_p": 0.1, "seed": 3, "stop": "END", "max_completion_tokens": 9,
              "presence_penalty": 0.1, "frequency_penalty": 0.2, "reasoning_effort": "low", "parallel_tool_calls": false, "user": "me",
              "metadata": {"a": "b"}, "store": true, "response_format": {"type": "json_schema", "json_schema": {"name": "n", "schema": {"type": "object"}}},
              "tools": [{"type": "function", "function": {"name": "f", "description": "d", "parameters": {"type": "object"}}}],
              "tool_choice": {"type": "function", "function": {"name": "f"}},
              "messages": [
                {"role": "developer", "content": [{"type": "text", "text": "Be"}, {"type": "text", "text": " brief."}]},
                {"role": "user", "content": "Go."},
                {"role": "assistant", "content": null, "reasoning_content": "Hm.", "tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{\"a\": 1}"}}]},
                {"role": "tool", "tool_call_id": "c", "content": "done"}
              ]
            }
            """);
        var (messages, options) = Assert.Single(client.Requests);
        Assert.Equal((0.5f, 0.9f, 40, 3L, 9), (options!.Temperature, options.TopP, options.TopK, options.Seed, options.MaxOutputTokens));
        Assert.Equal((0.1f, 0.2f, false), (options.PresencePenalty, options.FrequencyPenalty, options.AllowMultipleToolCalls));
        Assert.Equal(["END"], options.StopSequences);
        Assert.Equal(ReasoningEffort.Low, options.Reasoning!.Effort);
        Assert.Equal("f", Assert.IsType<RequiredChatToolMode>(options.ToolMode).RequiredFunctionName);
        Assert.Equal("f", Assert.Single(options.Tools!).Name);
        Assert.Equal("n", Assert.IsType<ChatResponseFormatJson>(options.ResponseFormat).SchemaName);
        Assert.Equal("me", options.AdditionalProperties!["caller"]);
        Assert.Equal("0.1", options.AdditionalProperties["min_p"]!.ToString());
        Assert.Equal("Be brief.", messages[0].Text);
        Assert.Equal("Hm.", messages[2].Contents.OfType<TextReasoningContent>().Single().Text);
        Assert.Equal("c", messages[2].Contents.OfType<FunctionCallContent>().Single().CallId);
        Assert.Equal("done", messages[3].Contents.OfType<FunctionResultContent>().Single().Result);
    }

    [Theory]
    [InlineData("\"n\": 0", "n")]
    [InlineData("\"n\": 17", "n")]
    [InlineData("\"top_logprobs\": 1", "top_logprobs")]
    [InlineData("\"logit_bias\": {\"1\": 2}", "logit_bias")]
    [InlineData("\"functions\": [{}]", "functions")]
    [InlineData("\"something\": 1", "something")]
    [InlineData("\"tool_choice\": \"sometimes\"", "tool_choice")]
    [InlineData("\"tool_choice\": {\"type\": \"allowed_tools\", \"mode\": \"auto\", \"tools\": []}", "tool_choice.type")]
    [InlineData("\"tools\": [{\"type\": \"custom\"}]", "tools[0]")]
    [InlineData("\"reasoning_effort\": \"enormous\"", "reasoning_effort")]
    [InlineData("\"response_format\": {\"type\": \"xml\"}", "response_format.type")]
    [InlineData("\"response_format\": {\"type\": \"json_schema\"}", "response_format.json_schema.schema")]
    [InlineData("\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}]", "messages[0].content[0].type")]
    [InlineData("\"messages\": [{\"role\": \"assistant\", \"tool_calls\": [{\"function\": {\"name\": \"f\", \"arguments\": \"{\"}}]}]", "messages[0].tool_calls[0].function.arguments")]
    [InlineData("\"messages\": []", "messages")]
    public async Task Chat_FieldThatCannotBeHonoured_IsRefusedByName(string field, string expected)
    {
        await using var host = await HostUnderTest.StartAsync(new ScriptedClient(ScriptedClient.End(ChatFinishReason.Stop)));
        var (status, body) = await host.FailAsync(Route, $"{Hello[..^1]}, {field}}}");
        Assert.Equal((400, expected), (status, (string?)body["error"]!["param"]));
    }

    [Fact]
    public async Task Chat_UnknownModel_IsNotFound()
    {
        await using var host = await HostUnderTest.StartAsync(new ScriptedClient());
        var (status, body) = await host.FailAsync(Route, Hello[..^1] + """, "model": "other"}""");
        Assert.Equal((404, "model_not_found"), (status, (string?)body["error"]!["code"]));
    }

    private static ChatResponseUpdate Piece(string id, string delta) => new(ChatRole.Assistant, [new FunctionArgumentsDelta(id, "get_weather", delta)]);

    private static string? Arguments(JsonNode? call) => (string?)call!["function"]!["arguments"];

    private static JsonNode Delta(JsonNode chunk) => chunk["choices"]![0]!["delta"]!;

    private static async Task<List<JsonNode>> StreamAsync(HostUnderTest host, string fields = "")
    {
        var frames = await host.StreamAsync(Route, $"{Hello[..^1]}, \"stream\": true{fields}}}");
        Assert.Equal("[DONE]", frames[^1]);
        return [.. frames.SkipLast(1).Select(frame => JsonNode.Parse(frame)!)];
    }
}
