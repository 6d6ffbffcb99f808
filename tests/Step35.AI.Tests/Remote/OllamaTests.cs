using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using static Step35.AI.Tests.Remote.Answers;

namespace Step35.AI.Tests.Remote;

public sealed class OllamaTests : IAsyncDisposable
{
    private const string Done =
        """{"model": "served", "message": {"role": "assistant", "content": ""}, "done": true, "done_reason": "stop", "prompt_eval_count": 7, "eval_count": 3}""";

    private readonly RemoteChat _chat = new(Step35EngineKind.Ollama);

    public ValueTask DisposeAsync() => _chat.DisposeAsync();

    [Fact]
    public async Task GetResponse_ThoughtTextAndCall_ComeInTheirOrder()
    {
        _chat.Servers.Serve("a:1", () => Lines(
            """{"model": "served", "message": {"role": "assistant", "content": "", "thinking": "I look."}, "done": false}""",
            """{"model": "served", "message": {"role": "assistant", "content": "Wait."}, "done": false}""",
            """{"model": "served", "message": {"role": "assistant", "content": "", "tool_calls": [{"function": {"name": "get_weather", "arguments": {"city": "Oslo"}}}]}, "done": false}""",
            Done));

        var response = await _chat.AskAsync(ScriptedChat.Offering(ScriptedChat.Weather));

        var contents = response.Messages.Single().Contents;
        Assert.Equal("I look.", Assert.IsType<TextReasoningContent>(contents[0]).Text);
        Assert.Equal("Wait.", Assert.IsType<TextContent>(contents[1]).Text);
        Assert.Equal("Oslo", $"{Assert.IsType<FunctionCallContent>(contents[2]).Arguments!["city"]}");
        Assert.Equal((ChatFinishReason.ToolCalls, 10L), (response.FinishReason, response.Usage!.TotalTokenCount));
    }

    [Fact]
    public async Task GetResponse_Conversation_KeepsReasoningResultsAndSchemas()
    {
        _chat.Servers.Serve("a:1", () => Lines(Done));

        await _chat.AskAsync(
            [
                new(ChatRole.User, "Oslo?"),
                new(ChatRole.Assistant,
                [
                    new TextReasoningContent("I look."),
                    new FunctionCallContent("1", "get_weather", new Dictionary<string, object?> { ["city"] = "Oslo" }),
                ]),
                new(ChatRole.Tool, [new FunctionResultContent("1", "7 degrees")]),
            ],
            new ChatOptions { Tools = [ScriptedChat.Weather], Instructions = "Be kind.", AdditionalProperties = new() { ["min_p"] = 0.5f } });

        var body = _chat.Servers.Request.Body;
        var expected = """
            [
              {"role": "system", "content": "Be kind."},
              {"role": "user", "content": "Oslo?"},
              {"role": "assistant", "content": "", "thinking": "I look.",
               "tool_calls": [{"function": {"index": null, "name": "get_weather", "arguments": {"city": "Oslo"}}, "id": "1"}]},
              {"role": "tool", "content": "7 degrees", "tool_name": "get_weather"}
            ]
            """;
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), body["messages"]!.ToJsonString());
        var schema = JsonNode.Parse(ScriptedChat.Weather.JsonSchema.GetRawText());
        Assert.True(JsonNode.DeepEquals(schema, body["tools"]![0]!["function"]!["parameters"]));
        Assert.Equal(("served", 0.5, "http://a:1/api/chat"), ((string?)body["model"], (double)body["options"]!["min_p"]!, _chat.Servers.Request.Address.AbsoluteUri));
    }

    [Fact]
    public async Task GetResponse_NoCallsAllowed_OffersNothing()
    {
        _chat.Servers.Serve("a:1", () => Lines(Done));

        await _chat.AskAsync(new ChatOptions { Tools = [ScriptedChat.Weather], ToolMode = ChatToolMode.None });

        Assert.Null(_chat.Servers.Request.Body["tools"]);
    }
}
