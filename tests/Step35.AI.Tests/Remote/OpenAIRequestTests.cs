using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Step35.AI.Requests;
using static Step35.AI.Tests.Remote.Answers;

namespace Step35.AI.Tests.Remote;

public sealed class OpenAIRequestTests
{
    [Fact]
    public async Task GetResponse_Conversation_IsWrittenAsTheTemplateWantsIt()
    {
        await using var chat = NewChat(Step35EngineKind.OpenAI);

        await chat.AskAsync(
            [
                new(ChatRole.System, "You are brief. "),
                new(ChatRole.User, [new TextContent("Oslo"), new TextContent("? ")]),
                new(ChatRole.Assistant, [new TextReasoningContent("old"), new TextContent(" Cold.")]),
                new(ChatRole.User, "And Rome?"),
                new(ChatRole.Assistant, [new TextReasoningContent(" new "), new FunctionCallContent("1", "get_weather", arguments: null)]),
                new(ChatRole.Tool, [new FunctionResultContent("1", new { degrees = 25 })]),
            ],
            new ChatOptions { Instructions = "Be kind." });

        var expected = """
            [
              {"role": "system", "content": "Be kind.\n\nYou are brief."},
              {"role": "user", "content": "Oslo?"},
              {"role": "assistant", "content": "Cold."},
              {"role": "user", "content": "And Rome?"},
              {"role": "assistant", "tool_calls": [{"id": "1", "type": "function", "function": {"name": "get_weather", "arguments": "{}"}}],
               "reasoning_content": "new", "reasoning": "new"},
              {"role": "tool", "tool_call_id": "1", "content": "{\"degrees\": 25}"}
            ]
            """;
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), chat.Servers.Request.Body["messages"]!.ToJsonString());
    }

    [Fact]
    public async Task GetResponse_Function_IsWrittenAsTheModelLearnedIt()
    {
        await using var chat = NewChat(Step35EngineKind.OpenAI);
        var function = AIFunctionFactory.CreateDeclaration(
            "get_weather", "Gets it.", JsonElement.Parse("""{"properties": {"city": {"description": "The city.", "type": "string"}}, "type": "object"}"""));

        await chat.AskAsync(new ChatOptions { Tools = [function] });

        Assert.Equal(
            """{"type":"object","properties":{"city":{"type":"string","description":"The city."}}}""",
            chat.Servers.Request.Body["tools"]![0]!["function"]!["parameters"]!.ToJsonString());
    }

    [Fact]
    public async Task GetResponse_NoOptions_SaysWhatTheModelIsMeantToRunWith()
    {
        await using var chat = NewChat(Step35EngineKind.OpenAI, options => options.Remote.ApiKey = "secret");

        await chat.AskAsync();

        var request = chat.Servers.Request;
        Assert.Equal(("http://a:1/v1/chat/completions", "Bearer secret"), (request.Address.AbsoluteUri, request.Authorization));
        Assert.Equal(("served", 1.0, 0.95), ((string?)request.Body["model"], (double)request.Body["temperature"]!, Math.Round((double)request.Body["top_p"]!, 2)));
    }

    [Fact]
    public async Task GetResponse_Function_KeepsItsSchema()
    {
        await using var chat = NewChat(Step35EngineKind.OpenAI);

        await chat.AskAsync(new ChatOptions { Tools = [ScriptedChat.Weather], AllowMultipleToolCalls = false });

        var function = chat.Servers.Request.Body["tools"]![0]!["function"]!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(ScriptedChat.Weather.JsonSchema.GetRawText()), function["parameters"]));
        Assert.Equal(("auto", false), ((string?)chat.Servers.Request.Body["tool_choice"], (bool)chat.Servers.Request.Body["parallel_tool_calls"]!));
    }

    [Fact]
    public async Task GetResponse_AnswerWithSchema_KeepsItsLimits()
    {
        await using var chat = NewChat(Step35EngineKind.Host);
        const string Schema = """{"type":"array","items":{"type":"string","maxLength":40},"minItems":2}""";

        await chat.AskAsync(new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(Schema), "plan") });

        var format = chat.Servers.Request.Body["response_format"]!;
        Assert.Equal(("json_schema", "plan"), ((string?)format["type"], (string?)format["json_schema"]!["name"]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Schema), format["json_schema"]!["schema"]));
    }

    [Theory]
    [InlineData(Step35EngineKind.OpenAI, false)]
    [InlineData(Step35EngineKind.Host, true)]
    public async Task GetResponse_AdditionalProperties_AreFieldsWhereTheServerMayKnowThem(Step35EngineKind kind, bool knowsOurs)
    {
        await using var chat = NewChat(kind);

        await chat.AskAsync(new ChatOptions { TopK = 20, AdditionalProperties = new() { ["min_p"] = 0.05, ["caller"] = "me" } });

        var body = chat.Servers.Request.Body;
        Assert.Equal((20, 0.05, knowsOurs ? "me" : null), ((int)body["top_k"]!, (double)body["min_p"]!, (string?)body["user"]));
    }

    [Fact]
    public async Task GetResponse_OptionThatNoEngineKnows_IsRefusedBeforeAnythingIsSent()
    {
        await using var chat = NewChat(Step35EngineKind.OpenAI);

        await Assert.ThrowsAsync<UnsupportedOptionException>(() => chat.AskAsync(new ChatOptions { ConversationId = "1" }));
        await Assert.ThrowsAsync<UnsupportedOptionException>(() => chat.AskAsync(new ChatOptions { ToolMode = ChatToolMode.RequireAny }));

        Assert.Empty(chat.Servers.Requests);
    }

    [Theory]
    [InlineData("http://a:1", "http://a:1/v1/chat/completions")]
    [InlineData("http://a:1/", "http://a:1/v1/chat/completions")]
    [InlineData("http://a:1/api/v1", "http://a:1/api/v1/chat/completions")]
    [InlineData("http://a:1/api/v1/", "http://a:1/api/v1/chat/completions")]
    public async Task GetResponse_Address_GetsTheUsualPathUnlessItHasOne(string address, string expected)
    {
        await using var chat = NewChat(Step35EngineKind.OpenAI, options => options.Remote.Endpoints = [new Uri(address)]);

        await chat.AskAsync();

        Assert.Equal(expected, chat.Servers.Request.Address.AbsoluteUri);
    }

    private static RemoteChat NewChat(Step35EngineKind kind, Action<Step35Options>? configure = null)
    {
        var chat = new RemoteChat(kind, configure);
        chat.Servers.Serve("a:1", () => Text("Hello!"));
        return chat;
    }
}
