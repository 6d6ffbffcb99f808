using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Step35.Engine.Loops;

namespace Step35.Server.Tests;

/// <summary>The dialects over a whole engine whose answers are scripted.</summary>
public sealed class DialectEngineTests : ScriptedEngineTests
{
    private const string Weather = """{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}""";

    private static readonly JsonSerializerOptions RelaxedJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Likely = """{"include": ["message.output_text.logprobs"], "top_logprobs": 3""";

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
    public async Task Messages_ThinkingInShort_IsReadAgainAsAWhole()
    {
        Answer = "First this. Then that. So both.</think>Yes.";
        const string Asked = """{"max_tokens": 50, "thinking": {"type": "adaptive", "display": "summarized"}, "messages": [{"role": "user", "content": "Hello!"}]}""";
        var thought = (await Host.AskAsync("/v1/messages", Asked))["content"]![0]!;
        Assert.Equal("First this. … So both.", (string?)thought["thinking"]);
        var streamed = (await Host.StreamAsync("/v1/messages", Asked.Replace("{\"max", "{\"stream\": true, \"max", StringComparison.Ordinal))).Select(frame => JsonNode.Parse(frame)!["delta"]);
        Assert.Equal((string?)thought["signature"], streamed.Select(delta => (string?)delta?["signature"]).Single(signature => signature is not null));

        var next = JsonNode.Parse(Asked)!;
        next["tools"] = new JsonArray(JsonNode.Parse("""{"name": "f", "input_schema": """ + Weather + "}"));
        var call = JsonNode.Parse("""{"type": "tool_use", "id": "c", "name": "f", "input": {"city": "Oslo"}}""");
        next["messages"]!.AsArray().Add(new JsonObject { ["role"] = "assistant", ["content"] = new JsonArray(thought.DeepClone(), call) });
        var result = JsonNode.Parse("""{"type": "tool_result", "tool_use_id": "c", "content": "rainy"}""");
        next["messages"]!.AsArray().Add(new JsonObject { ["role"] = "user", ["content"] = new JsonArray(result) });
        await Host.AskAsync("/v1/messages", next.ToJsonString());
        Assert.Contains("First this. Then that. So both.", Engine.Tokenizer.Decode(Backend.Requests.Last().Prompt, special: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_Logprobs_AreThoseOfTheText()
    {
        var choice = (await Host.AskAsync("/v1/chat/completions", """{"logprobs": true, "top_logprobs": 3, "messages": [{"role": "user", "content": "Hello!"}]}"""))["choices"]![0]!;
        AssertTokensOf((string)choice["message"]!["content"]!, choice["logprobs"]!["content"]!.AsArray());
    }

    [Fact]
    public async Task Responses_Logprobs_AreThoseOfTheText()
    {
        var reply = await Host.AskAsync("/v1/responses", Likely + """, "input": "Hello!"}""");
        var part = reply["output"]![1]!["content"]![0]!;
        AssertTokensOf((string)part["text"]!, part["logprobs"]!.AsArray());
        Assert.Equal(3, (int)reply["top_logprobs"]!);
    }

    [Fact]
    public async Task Responses_StreamedLogprobs_ComeWithTheirText()
    {
        var events = (await Host.StreamAsync("/v1/responses", Likely + """, "stream": true, "input": "Hello!"}""")).Select(frame => JsonNode.Parse(frame)!).ToList();
        var deltas = events.Where(item => (string?)item["type"] == "response.output_text.delta").ToList();
        Assert.All(deltas, delta => Assert.NotEmpty(delta["logprobs"]!.AsArray()));
        var done = events.Single(item => (string?)item["type"] == "response.output_text.done");
        AssertTokensOf((string)done["text"]!, [.. deltas.SelectMany(delta => delta["logprobs"]!.AsArray()).Select(token => token!.DeepClone())]);
        AssertTokensOf((string)done["text"]!, done["logprobs"]!.AsArray());
        Assert.DoesNotContain(events, item => item["logprobs"] is not null && ((string)item["type"]!).Contains("reasoning", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"stream": true, "logprobs": true, "messages": [{"role": "user", "content": "Hello!"}]}""")]
    [InlineData("/v1/completions", """{"stream": true, "logprobs": 0, "stop": "END", "prompt": "Hello!", "max_tokens": 99}""")]
    public async Task Stream_Logprobs_ComeWithTheirText(string path, string body)
    {
        var choices = (await Host.StreamAsync(path, body)).SkipLast(1).Select(frame => JsonNode.Parse(frame)!["choices"]![0]!).ToList();
        Assert.All(choices, choice => Assert.Equal(TextOf(choice).Length > 0, TokensOf(choice).Count > 0));
        Assert.Equal(string.Concat(choices.Select(TextOf)).TrimEnd(), string.Concat(choices.SelectMany(TokensOf)).TrimEnd());

        static string TextOf(JsonNode choice) => (string?)choice["text"] ?? (string?)choice["delta"]?["content"] ?? "";

        static IReadOnlyList<string> TokensOf(JsonNode choice) => (choice["logprobs"]?["tokens"] ?? choice["logprobs"]?["content"])?.AsArray()
            .Select(token => token!.GetValueKind() == JsonValueKind.String ? (string)token! : (string)token["token"]!).ToList() ?? [];
    }

    [Fact]
    public async Task Completions_Logprobs_SayWhereTokensBegin()
    {
        var choice = (await Host.AskAsync("/v1/completions", """{"prompt": "Hello!", "logprobs": 2, "max_tokens": 3}"""))["choices"]![0]!;
        var logprobs = choice["logprobs"]!;
        Assert.Equal(Enumerable.Range(0, 3), logprobs["text_offset"]!.AsArray().Select(offset => (int)offset!));
        Assert.Equal((string?)choice["text"], string.Concat(logprobs["tokens"]!.AsArray().Select(token => (string?)token)));
        Assert.All(logprobs["top_logprobs"]!.AsArray(), (table, index) => Assert.Equal((float)logprobs["token_logprobs"]![index]!, (float)table![(string)logprobs["tokens"]![index]!]!));
    }

    [Fact]
    public async Task Completions_LeadingSpaceAndCutCharacter_AreCountedAsTheyStandInTheText()
    {
        Answer = " \n🙂</think> x";
        const string Asked = """{"prompt": "Hello!", "logprobs": 0, "max_tokens": 99}""";
        var choice = (await Host.AskAsync("/v1/completions", Asked))["choices"]![0]!;
        Assert.Equal(" \n🙂 x", (string?)choice["text"]);
        var pieces = (await Host.StreamAsync("/v1/completions", Asked.Replace("{", """{"stream": true, """, StringComparison.Ordinal))).SkipLast(1);
        foreach (var choices in new[] { [choice], pieces.Select(piece => JsonNode.Parse(piece)!["choices"]![0]!) })
            Assert.Equal([0, 1, 2, 2, 2, 2, 4, 5], choices.SelectMany(part => part["logprobs"]?["text_offset"]!.AsArray() ?? []).Select(offset => (int)offset!));
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"top_logprobs": 2, "messages": [{"role": "user", "content": "Hello!"}]}""", "top_logprobs")]
    [InlineData("/v1/chat/completions", """{"logprobs": true, "top_logprobs": 21, "messages": [{"role": "user", "content": "Hello!"}]}""", "top_logprobs")]
    [InlineData("/v1/responses", """{"top_logprobs": 2, "include": [], "input": "Hello!"}""", "top_logprobs")]
    [InlineData("/v1/responses", """{"top_logprobs": 21, "include": ["message.output_text.logprobs"], "input": "Hello!"}""", "top_logprobs")]
    [InlineData("/v1/completions", """{"prompt": "Hello!", "logprobs": -1}""", "logprobs")]
    public async Task Logprobs_OutOfRange_AreRefused(string path, string body, string field)
    {
        var (status, reply) = await Host.FailAsync(path, body);
        Assert.Equal((400, field), (status, (string?)reply["error"]!["param"]));
        Assert.Empty(Backend.Requests);
    }

    [Theory]
    [InlineData("temperature", "-1")]
    [InlineData("top_p", "0")]
    [InlineData("top_k", "-1")]
    [InlineData("min_p", "2")]
    [InlineData("min_p", "\"x\"")]
    [InlineData("repeat_penalty", "0")]
    [InlineData("repeat_last_n", "-1")]
    [InlineData("presence_penalty", "11")]
    [InlineData("max_tokens", "0")]
    [InlineData("max_completion_tokens", "0")]
    [InlineData("stop", "[\"\"]")]
    [InlineData("reasoning_budget", "\"x\"")]
    [InlineData("loop_guard", "\"x\"")]
    [InlineData("constraints", "\"x\"")]
    [InlineData("tool_choice", "\"required\"")]
    public async Task Chat_OptionOutOfRange_IsNamedByItsField(string field, string value)
    {
        var (status, reply) = await Host.FailAsync("/v1/chat/completions", $$"""{"{{field}}": {{value}}, "messages": [{"role": "user", "content": "Hello!"}]}""");
        var message = (string)reply["error"]!["message"]!;
        Assert.Equal((400, field), (status, (string?)reply["error"]!["param"]));
        Assert.StartsWith($"'{field}'", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Options", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/chat/completions", "\"messages\": [{\"role\": \"user\", \"content\": LONG}]", "messages")]
    [InlineData("/v1/completions", "\"prompt\": LONG", "prompt")]
    [InlineData("/v1/responses", "\"input\": LONG", "input")]
    public async Task OpenAI_PromptBeyondTheContext_IsNamedByItsField(string path, string body, string field)
    {
        var prompt = new string('a', Engine.Tokenizer.LongestTokenLength * Backend.SequenceLength);
        var (status, reply) = await Host.FailAsync(path, $"{{{body.Replace("LONG", $"\"{prompt}\"", StringComparison.Ordinal)}}}");
        var error = reply["error"]!;
        Assert.Equal((400, "context_length_exceeded", field), (status, (string?)error["code"], (string?)error["param"]));
    }

    [Theory]
    [InlineData("/v1/responses", """{"max_output_tokens": 0, "input": "Hello!"}""", "max_output_tokens")]
    [InlineData("/v1/messages", """{"max_tokens": 0, "messages": [{"role": "user", "content": "Hello!"}]}""", "max_tokens")]
    [InlineData("/v1/messages", """{"max_tokens": 5, "stop_sequences": [""], "messages": [{"role": "user", "content": "Hello!"}]}""", "stop_sequences")]
    [InlineData("/v1/messages", """{"max_tokens": 5, "messages": [{"role": "user", "content": []}]}""", "messages[0].content")]
    [InlineData("/api/chat", """{"options": {"top_p": 2}, "messages": [{"role": "user", "content": "Hello!"}]}""", "options.top_p")]
    public async Task Dialect_OptionOutOfRange_IsNamedByItsField(string path, string body, string field)
    {
        var (status, reply) = await Host.FailAsync(path, body);
        Assert.Equal(400, status);
        Assert.Contains($"'{field}'", (reply["error"] as JsonObject ?? reply)[reply["error"] is JsonObject ? "message" : "error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"tools": [{"type": "function", "function": {"name": "f", "parameters": "x"}}], "messages": [{"role": "user", "content": "Hello!"}]}""")]
    [InlineData("/v1/chat/completions", """{"tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "zzz"}}}], "messages": [{"role": "user", "content": "Hello!"}]}""")]
    [InlineData("/v1/chat/completions", """{"response_format": {"type": "json_schema", "json_schema": {"name": "n", "schema": {"$ref": "#/nope"}}}, "messages": [{"role": "user", "content": "Hello!"}]}""")]
    [InlineData("/v1/responses", """{"text": {"format": {"type": "json_schema", "name": "n", "schema": {"properties": {"a": 7}}}}, "input": "Hello!"}""")]
    [InlineData("/api/chat", """{"tools": [{"function": {"name": "f", "parameters": []}}], "messages": [{"role": "user", "content": "Hello!"}]}""")]
    [InlineData("/api/chat", """{"format": {"type": 7}, "messages": [{"role": "user", "content": "Hello!"}]}""")]
    public async Task Schema_ThatIsNone_IsRefused(string path, string body)
    {
        var (status, reply) = await Host.FailAsync(path, body);
        Assert.Equal(400, status);
        Assert.Contains("The schema of", reply.ToJsonString(), StringComparison.Ordinal);
        if (reply["error"] is JsonObject error)
            Assert.Equal("invalid_schema", (string?)error["code"]);
        Assert.Empty(Backend.Requests);
    }

    [Fact]
    public async Task Generate_Raw_IsContinuedAsItStands()
    {
        var reply = await Host.AskAsync("/api/generate", """{"prompt": "On", "raw": true, "stream": false}""");
        Assert.EndsWith("one END two", (string?)reply["response"], StringComparison.Ordinal);
        Assert.EndsWith("On", Engine.Tokenizer.Decode(Assert.Single(Backend.Requests).Prompt, special: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/generate", "system", "\"Be kind.\"")]
    [InlineData("/api/generate", "format", "\"json\"")]
    [InlineData("/api/generate", "think", "true")]
    [InlineData("/api/generate", "think", "\"low\"")]
    [InlineData("/api/generate", "truncate", "true")]
    [InlineData("/v1/completions", "reasoning_budget", "5")]
    [InlineData("/v1/completions", "context_overflow", "\"drop_oldest_turns\"")]
    [InlineData("/v1/completions", "constraints", "\"strict\"")]
    [InlineData("/v1/completions", "loop_guard", "\"nonsense\"")]
    [InlineData("/v1/completions", "best_of", "2")]
    public async Task RawPrompt_FieldThatCannotCount_IsRefused(string path, string field, string value)
    {
        var (status, reply) = await Host.FailAsync(path, $$"""{"prompt": "On", {{(path == "/api/generate" ? "\"raw\": true, " : "")}}"{{field}}": {{value}}}""");

        Assert.Equal(400, status);
        Assert.Contains($"'{field}' cannot be honoured", reply.ToJsonString(RelaxedJson), StringComparison.Ordinal);
        Assert.Empty(Backend.Requests);
    }

    [Theory]
    [InlineData("/v1/completions", "\"best_of\": 1", LoopGuard.Gentle)]
    [InlineData("/v1/completions", "\"n\": 1, \"best_of\": 1, \"loop_guard\": \"strict\"", LoopGuard.Strict)]
    [InlineData("/api/generate", "\"raw\": true, \"think\": false, \"format\": \"\", \"stream\": false", LoopGuard.Gentle)]
    public async Task RawPrompt_LoopGuard_IsTheModelsUnlessTheRequestSaysOtherwise(string path, string fields, LoopGuard expected)
    {
        await Host.AskAsync(path, $$"""{"prompt": "On", {{fields}}}""");

        Assert.Equal(expected, Assert.Single(Backend.Requests).LoopGuard);
    }

    private static void AssertTokensOf(string text, JsonArray tokens)
    {
        Assert.Equal(text, string.Concat(tokens.Select(token => (string?)token!["token"])));
        Assert.Equal(text, Encoding.UTF8.GetString([.. tokens.SelectMany(token => token!["bytes"]!.AsArray()).Select(value => (byte)(int)value!)]));
        Assert.All(tokens, token => Assert.Equal(-0.0118, (double)token!["logprob"]!, 1e-4));
        Assert.All(tokens, token => Assert.Equal((3, (string?)token!["token"]), (token["top_logprobs"]!.AsArray().Count, (string?)token["top_logprobs"]![0]!["token"])));
    }
}
