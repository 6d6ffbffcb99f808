using Microsoft.Extensions.AI;
using Step35.AI.Requests;
using Step35.TestModels.Scripted;

namespace Step35.AI.Tests.Responses;

public sealed class UnknownFunctionTests
{
    private const string Answer =
        "</think>Look.<tool_call>\n<function=get_whether>\n<parameter=city>\n<b>Oslo</b>\n</parameter>\n</function>\n</tool_call>";

    [Fact]
    public async Task GetResponse_Default_IsACall()
    {
        var response = await AskAsync(handling: null);
        Assert.Equal("get_whether", Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>()).Name);
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Fact]
    public async Task GetResponse_Error_IsAnErrorWithACode()
    {
        var response = await AskAsync("error");
        Assert.Equal("unknown_function", Assert.Single(response.Messages[0].Contents.OfType<ErrorContent>()).ErrorCode);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
    }

    [Fact]
    public async Task GetResponse_Text_IsReadableAndHoldsNoMarkup() =>
        Assert.Equal("Look.\nget_whether({\"city\":\"\\u003Cb\\u003EOslo\\u003C/b\\u003E\"})\n", (await AskAsync("text")).Text);

    [Fact]
    public async Task GetResponse_TextOfANameThatIsATag_IsMalformed()
    {
        await using var chat = new ScriptedChat("</think><tool_call>\n{\"name\": \"\\u003ctool_call\\u003e\", \"arguments\": {}}\n</tool_call>");
        var options = Options("text");
        options.AdditionalProperties!["constraints"] = "off";

        var response = await chat.AskAsync(options);

        Assert.Equal("malformed_tool_call", Assert.Single(response.Messages[0].Contents.OfType<ErrorContent>()).ErrorCode);
        Assert.DoesNotContain("<", response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_OfferedFunction_IsACallWhateverTheOption()
    {
        await using var chat = new ScriptedChat("</think>" + ScriptedChat.Call("Oslo"));
        var response = await chat.AskAsync(Options("error"));
        Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>());
    }

    [Fact]
    public async Task GetResponse_ClientsOption_HoldsWhereTheRequestSaysNothing()
    {
        var options = new Step35Options { UnknownFunction = UnknownFunction.Error };
        await using var chat = new ScriptedChat(new ScriptedBackend(new PromptedScript(_ => Answer).Next), options);
        var response = await chat.AskAsync(Options(handling: null));
        Assert.Single(response.Messages[0].Contents.OfType<ErrorContent>());
    }

    [Fact]
    public async Task GetResponse_OtherWord_IsRefused()
    {
        var error = await Assert.ThrowsAsync<UnsupportedOptionException>(() => AskAsync("guess"));
        Assert.Contains("unknown_function", error.OptionName, StringComparison.Ordinal);
    }

    private static async Task<ChatResponse> AskAsync(string? handling)
    {
        await using var chat = new ScriptedChat(Answer);
        return await chat.AskAsync(Options(handling));
    }

    private static ChatOptions Options(string? handling)
    {
        var options = ScriptedChat.Offering(ScriptedChat.Weather);
        options.AdditionalProperties = handling is null ? null : new() { ["unknown_function"] = handling };
        return options;
    }
}
