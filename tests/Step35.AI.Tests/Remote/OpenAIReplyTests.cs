using CsCheck;
using Microsoft.Extensions.AI;
using static Step35.AI.Tests.Remote.Answers;

namespace Step35.AI.Tests.Remote;

public sealed class OpenAIReplyTests : IAsyncDisposable
{
    private readonly RemoteChat _chat = new(Step35EngineKind.OpenAI);

    public ValueTask DisposeAsync() => _chat.DisposeAsync();

    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    public async Task GetResponse_ReasoningOfEitherName_ComesBeforeTheText(string field)
    {
        _chat.Servers.Serve("a:1", () => Chunks(Delta("role", "assistant"), Delta(field, "They "), Delta(field, "greet."), Delta("content", "Hello!"), Stop));

        var response = await _chat.AskAsync();

        Assert.Equal(["They greet.", "Hello!"], response.Messages[0].Contents.Where(content => content is not UsageContent).Select(content => $"{content}"));
        Assert.IsType<TextReasoningContent>(response.Messages[0].Contents[0]);
        Assert.Equal((ChatFinishReason.Stop, "served", 7L), (response.FinishReason, response.ModelId, response.Usage!.InputTokenCount));
    }

    [Fact]
    public async Task GetResponse_ThoughtAndTextInOneChunk_KeepTheirOrder()
    {
        _chat.Servers.Serve("a:1", () => Chunks("""{"delta": {"content": "Hello!", "reasoning_content": "They greet."}}""", Stop));

        var response = await _chat.AskAsync();

        Assert.IsType<TextReasoningContent>(response.Messages[0].Contents[0]);
    }

    [Fact]
    public async Task GetResponse_ReasoningUnwanted_IsLeftOut()
    {
        _chat.Servers.Serve("a:1", () => Chunks(Delta("reasoning_content", "They greet."), Delta("content", "Hello!"), Stop));

        var response = await _chat.AskAsync(new ChatOptions { Reasoning = new() { Output = ReasoningOutput.None } });

        Assert.Empty(response.Messages[0].Contents.OfType<TextReasoningContent>());
        Assert.Equal("Hello!", response.Text);
    }

    [Fact]
    public async Task GetResponse_ReasoningInShortCutOff_IsComplete()
    {
        _chat.Servers.Serve("a:1", () => Chunks(Delta("reasoning_content", "They greet. I "), Delta("reasoning_content", "think. I greet."), """{"delta": {}, "finish_reason": "length"}"""));

        var response = await _chat.AskAsync(new ChatOptions { Reasoning = new() { Output = ReasoningOutput.Summary } });

        Assert.Equal("They greet. … I greet.", string.Concat(response.Messages.SelectMany(message => message.Contents.OfType<TextReasoningContent>())));
    }

    [Fact]
    public async Task GetResponse_ServedCall_IsTypedByItsSchema()
    {
        _chat.Servers.Serve("a:1", () => Chunks(
            """{"delta": {"tool_calls": [{"index": 0, "id": "1", "type": "function", "function": {"name": "add", "arguments": "{\"A\": \"2\", "}}]}}""",
            """{"delta": {"tool_calls": [{"index": 0, "function": {"arguments": "\"note\": \"3\"}"}}]}}""",
            """{"delta": {}, "finish_reason": "tool_calls"}"""));
        var add = AIFunctionFactory.Create((int a, string note) => a, "add");

        var response = await _chat.AskAsync(ScriptedChat.Offering(add));

        var call = Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>());
        Assert.Equal(("1", "2", "3"), (call.CallId, $"{call.Arguments!["a"]}", $"{call.Arguments["note"]}"));
        Assert.IsNotType<string>(call.Arguments["a"]);
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Theory]
    [InlineData("content", "")]
    [InlineData("reasoning_content", "I look.")]
    public async Task GetResponse_LeakedCall_IsACall(string field, string before)
    {
        _chat.Servers.Serve("a:1", () => Chunks(Delta(field, before + ScriptedChat.Call("Oslo")), Stop));

        var response = await _chat.AskAsync(ScriptedChat.Offering(ScriptedChat.Weather));

        var call = Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>());
        Assert.Equal(("get_weather", "Oslo", ChatFinishReason.ToolCalls), (call.Name, $"{call.Arguments!["city"]}", response.FinishReason));
        Assert.Equal("", response.Text);
    }

    [Fact]
    public async Task GetResponse_LeakedCallsCutAnywhere_GiveTheSameContents() => await Gen.Int[1, 12].Array[1, 40].SampleAsync(
        async lengths =>
        {
            await using var chat = new RemoteChat(Step35EngineKind.OpenAI);
            chat.Servers.Serve("a:1", () => Chunks([.. Cut($"Let me look. {ScriptedChat.Call("Oslo")}{ScriptedChat.Call("Rome")}", lengths), Stop]));

            var response = await chat.Client.GetResponseAsync("Hello!", ScriptedChat.Offering(ScriptedChat.Weather));

            Assert.Equal("Let me look.", response.Text);
            Assert.Equal(["Oslo", "Rome"], response.Messages[0].Contents.OfType<FunctionCallContent>().Select(call => $"{call.Arguments!["city"]}"));
        },
        iter: 30,
        threads: 1);

    [Fact]
    public async Task GetResponse_OneCallAllowed_KeepsTheFirst()
    {
        _chat.Servers.Serve("a:1", () => Text(ScriptedChat.Call("Oslo") + ScriptedChat.Call("Rome")));

        var response = await _chat.AskAsync(new ChatOptions { Tools = [ScriptedChat.Weather], AllowMultipleToolCalls = false });

        Assert.Equal("Oslo", $"{Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>()).Arguments!["city"]}");
    }

    [Fact]
    public async Task GetResponse_CutOffInACall_SaysSo()
    {
        _chat.Servers.Serve("a:1", () => Chunks(
            Delta("content", "<tool_call>\n<function=get_weather>\n<parameter=city>\nOs"), """{"delta": {}, "finish_reason": "length"}"""));

        var response = await _chat.AskAsync(ScriptedChat.Offering(ScriptedChat.Weather));

        var error = Assert.Single(response.Messages[0].Contents.OfType<ErrorContent>());
        Assert.Equal(("malformed_tool_call", ChatFinishReason.Length), (error.ErrorCode, response.FinishReason));
    }

    private static IEnumerable<string> Cut(string text, int[] lengths)
    {
        var start = 0;
        for (var i = 0; start < text.Length; i++)
        {
            var length = Math.Min(lengths[i % lengths.Length], text.Length - start);
            yield return Delta("content", text.Substring(start, length));
            start += length;
        }
    }
}
