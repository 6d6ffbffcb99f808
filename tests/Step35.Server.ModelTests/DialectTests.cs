using System.Text.Json.Nodes;

namespace Step35.Server.ModelTests;

/// <summary>A conversation with a function call in each of the dialects.</summary>
[Collection(nameof(HostFixture))]
public class DialectTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Question = "What is the weather in Oslo?";
    private const string Result = """{"city": "Oslo", "temperature": 7, "condition": "rainy"}""";
    private const string Schema = """
        {"type": "object", "properties": {"city": {"type": "string", "description": "The city name."}}, "required": ["city"]}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Responses_Function_IsCalledAndItsResultAnswered()
    {
        var body = NewResponse();
        var output = (await host.PostAsync("/v1/responses", body))["output"]!.AsArray();
        var call = output.Single(item => (string?)item!["type"] == "function_call")!;
        Assert.Equal("Oslo", CityOf(JsonNode.Parse((string)call["arguments"]!)));

        var input = body["input"]!.AsArray();
        foreach (var item in output)
            input.Add(item!.DeepClone());
        input.Add(new JsonObject { ["type"] = "function_call_output", ["call_id"] = (string?)call["call_id"], ["output"] = Result });
        var reply = await host.PostAsync("/v1/responses", body);
        Assert.Contains("7 degrees", (string?)reply["output"]!.AsArray()[^1]!["content"]![0]!["text"], StringComparison.Ordinal);
        Assert.True((int)reply["usage"]!["input_tokens_details"]!["cached_tokens"]! > 0);
    }

    [Fact]
    public async Task Responses_Stream_SaysWhatTheWholeReplySays()
    {
        var body = NewResponse();
        var whole = await host.PostAsync("/v1/responses", body);
        body["stream"] = true;
        var events = await StreamAsync("/v1/responses", body);
        var arguments = string.Concat(events.Where(item => (string?)item["type"] == "response.function_call_arguments.delta").Select(item => (string?)item["delta"]));
        Assert.Equal("Oslo", CityOf(JsonNode.Parse(arguments)));
        Assert.Equal("response.completed", (string?)events[^1]["type"]);
        Assert.Equal((int?)whole["usage"]!["output_tokens"], (int?)events[^1]["response"]!["usage"]!["output_tokens"]);
    }

    [Fact]
    public async Task Messages_Function_IsCalledAndItsResultAnswered()
    {
        var body = NewMessage();
        var counted = (int)(await host.PostAsync("/v1/messages/count_tokens", body))["input_tokens"]!;
        var message = await host.PostAsync("/v1/messages", body);
        var call = message["content"]!.AsArray().Single(block => (string?)block!["type"] == "tool_use")!;
        Assert.Equal(("tool_use", "Oslo"), ((string?)message["stop_reason"], CityOf(call["input"])));
        Assert.Equal(counted, (int)message["usage"]!["input_tokens"]! + (int)message["usage"]!["cache_read_input_tokens"]!);

        var messages = body["messages"]!.AsArray();
        messages.Add(new JsonObject { ["role"] = "assistant", ["content"] = message["content"]!.DeepClone() });
        messages.Add(new JsonObject
        {
            ["role"] = "user",
            ["content"] = new JsonArray(new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = (string?)call["id"], ["content"] = Result }),
        });
        var reply = await host.PostAsync("/v1/messages", body);
        Assert.Contains("7 degrees", (string?)reply["content"]!.AsArray()[^1]!["text"], StringComparison.Ordinal);
        Assert.Equal("end_turn", (string?)reply["stop_reason"]);
    }

    [Fact]
    public async Task Messages_WithoutThinking_HoldNone()
    {
        var body = NewMessage();
        body.Remove("thinking");
        Assert.DoesNotContain((await host.PostAsync("/v1/messages", body))["content"]!.AsArray(), block => (string?)block!["type"] == "thinking");
    }

    [Fact]
    public async Task Ollama_Function_IsCalledAndItsResultAnswered()
    {
        var body = NewChat();
        var message = (await host.PostAsync("/api/chat", body))["message"]!;
        Assert.Equal("Oslo", CityOf(message["tool_calls"]![0]!["function"]!["arguments"]));

        body["messages"]!.AsArray().Add(message.DeepClone());
        body["messages"]!.AsArray().Add(new JsonObject { ["role"] = "tool", ["tool_name"] = "get_weather", ["content"] = Result });
        var reply = await host.PostAsync("/api/chat", body);
        Assert.Contains("7 degrees", (string?)reply["message"]!["content"], StringComparison.Ordinal);
        Assert.True((long)reply["eval_duration"]! > 0);
        Assert.True((long)reply["total_duration"]! >= (long)reply["eval_duration"]!);
    }

    [Fact]
    public async Task Ollama_Models_AreDescribed()
    {
        var model = (await host.GetAsync("/api/ps"))["models"]![0]!;
        Assert.Equal("nano", (string?)model["model"]);
        Assert.True((long)model["size"]! > 0);
        Assert.NotEmpty((string)model["details"]!["quantization_level"]!);
        Assert.True((int)(await host.PostAsync("/api/show", new JsonObject { ["model"] = "nano:latest" }))["model_info"]!["step35.context_length"]! > 0);
    }

    private async Task<IReadOnlyList<JsonNode>> StreamAsync(string path, JsonObject body)
    {
        using var response = await host.SendAsync(path, body, Token);
        var frames = (await response.Content.ReadAsStringAsync(Token)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        return [.. frames.Select(frame => JsonNode.Parse(frame[(frame.IndexOf("data: ", StringComparison.Ordinal) + 6)..])!)];
    }

    private static string? CityOf(JsonNode? arguments) => (string?)arguments!["city"];

    private static JsonArray NewMessages() => [new JsonObject { ["role"] = "user", ["content"] = Question }];

    private static JsonObject NewFunction(string schemaName) => new()
    {
        ["name"] = "get_weather",
        ["description"] = "Gets the current weather for a city.",
        [schemaName] = JsonNode.Parse(Schema),
    };

    private static JsonObject NewResponse()
    {
        var tool = NewFunction("parameters");
        tool["type"] = "function";
        return new JsonObject { ["input"] = NewMessages(), ["tools"] = new JsonArray(tool) };
    }

    private static JsonObject NewMessage() => new()
    {
        ["max_tokens"] = 500,
        ["messages"] = NewMessages(),
        ["tools"] = new JsonArray(NewFunction("input_schema")),
        ["thinking"] = new JsonObject { ["type"] = "adaptive" },
    };

    private static JsonObject NewChat() => new()
    {
        ["stream"] = false,
        ["messages"] = NewMessages(),
        ["tools"] = new JsonArray(new JsonObject { ["type"] = "function", ["function"] = NewFunction("parameters") }),
    };
}
