using Microsoft.Extensions.AI;
using Step35.AI.Remote;
using static Step35.AI.Tests.Remote.Answers;

namespace Step35.AI.Tests.Remote;

public sealed class RequiredCallTests : IAsyncDisposable
{
    private static readonly ChatOptions Required = new() { Tools = [ScriptedChat.Weather], ToolMode = ChatToolMode.RequireSpecific("get_weather") };

    private readonly RemoteChat _chat = new(Step35EngineKind.OpenAI);

    public ValueTask DisposeAsync() => _chat.DisposeAsync();

    [Fact]
    public async Task GetResponse_CallComes_IsAskedForOnce()
    {
        _chat.Servers.Serve("a:1", () => Text(ScriptedChat.Call("Oslo")));

        var response = await _chat.AskAsync(Required);

        Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>());
        Assert.Equal("get_weather", (string?)_chat.Servers.Request.Body["tool_choice"]!["function"]!["name"]);
    }

    [Fact]
    public async Task GetResponse_CallComesWhenInsistedOn_ShowsNothingOfTheFirstAnswerButItsTokens()
    {
        _chat.Servers.Serve("a:1", () => Text("I would rather not."), () => Text(ScriptedChat.Call("Oslo")));

        var response = await _chat.AskAsync(Required);

        Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>());
        Assert.Equal(("", 20L), (response.Text, response.Usage!.TotalTokenCount));
        Assert.Contains("get_weather", (string?)_chat.Servers.Requests[1].Body["messages"]![1]!["content"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_CallComesInTheFormThatIsInsistedOn_IsACall()
    {
        _chat.Servers.Serve("a:1", () => Text("I would rather not."), () => Text("""{"name": "get_weather", "arguments": {"city": "Oslo"}}"""));

        var response = await _chat.AskAsync(Required);

        var call = Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>());
        Assert.Equal(("get_weather", "Oslo", ""), (call.Name, $"{call.Arguments!["city"]}", response.Text));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        var form = _chat.Servers.Requests[1].Body["response_format"]!["json_schema"]!["schema"]!;
        Assert.Equal("get_weather", (string?)form["anyOf"]![0]!["properties"]!["name"]!["const"]);
    }

    [Fact]
    public async Task GetResponse_NoCallAtAll_Throws()
    {
        _chat.Servers.Serve("a:1", () => Text("I would rather not."));

        var error = await Assert.ThrowsAsync<RequiredCallMissingException>(() => _chat.AskAsync(Required));

        Assert.Equal(("get_weather", 2), (error.FunctionName, _chat.Servers.Requests.Count));
    }
}
