using Microsoft.Extensions.AI;
using Step35.AI.Requests;
using Step35.AI.Tests.Constraints;
using Step35.TestModels.Scripted;

namespace Step35.AI.Tests.Requests;

public sealed class ToolModeTests
{
    private const string CallMarkup = "<tool_call>\n<function=";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Auto_GivenOrLeftOut_LeavesTheModelFree(bool given)
    {
        await using var chat = new ScriptedChat("</think>No need.");

        var response = await chat.AskAsync(With(given ? ChatToolMode.Auto : null));

        Assert.DoesNotContain(ByteVocabulary.Special("<tool_call>"), chat.Request.BannedTokens);
        Assert.EndsWith("<|im_start|>assistant\n<think>\n", chat.PromptOf(chat.Request), StringComparison.Ordinal);
        Assert.Equal((ChatFinishReason.Stop, "No need."), (response.FinishReason, response.Text));
    }

    [Theory]
    [InlineData("relaxed", true)]
    [InlineData("off", false)]
    public async Task Auto_NoFunctionOffered_BansTheCallsOpenerUnlessConstraintsAreOff(string constraints, bool isBanned)
    {
        await using var chat = new ScriptedChat("</think>No need.");

        await chat.AskAsync(new ChatOptions { AdditionalProperties = new() { ["constraints"] = constraints } });

        Assert.Equal(isBanned, chat.Request.BannedTokens.Contains(ByteVocabulary.Special("<tool_call>")));
    }

    [Fact]
    public async Task None_AnyAnswer_BansTheCallsOpenerAndStillShowsTheTools()
    {
        await using var chat = new ScriptedChat("</think>No need.");

        await chat.AskAsync(With(ChatToolMode.None));

        Assert.Contains(ByteVocabulary.Special("<tool_call>"), chat.Request.BannedTokens);
        Assert.Contains("get_weather", chat.PromptOf(chat.Request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task None_CallWithoutItsOpener_IsAnErrorAndNoCall()
    {
        await using var chat = new ScriptedChat("</think>Well. <function=get_weather>\n<parameter=city>\nOslo\n</parameter>\n</function>");

        var response = await chat.AskAsync(With(ChatToolMode.None));

        Assert.Equal((ChatFinishReason.Stop, "Well."), (response.FinishReason, response.Text));
        Assert.Empty(response.Messages[0].Contents.OfType<FunctionCallContent>());
        Assert.Equal("unexpected_tool_call", Assert.Single(response.Messages[0].Contents.OfType<ErrorContent>()).ErrorCode);
    }

    [Fact]
    public async Task RequireAny_WithoutConstraints_IsOpenedWithTheCallAndSkipsThinking()
    {
        await using var chat = new ScriptedChat("get_weather>\n<parameter=city>\nOslo\n</parameter>\n</function>\n</tool_call>");

        var options = Unconstrained(ChatToolMode.RequireAny);
        options.Tools!.Add(AIFunctionFactory.Create(() => "noon", "get_time"));

        var response = await chat.AskAsync(options);

        Assert.EndsWith($"<think>\n\n</think>\n{CallMarkup}", chat.PromptOf(chat.Request), StringComparison.Ordinal);
        Assert.Contains(ByteVocabulary.Special("<tool_call>"), chat.Request.Prompt);
        AssertCallsOslo(response);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Require_WithoutConstraintsAndWithOneFunction_IsOpenedWithIt(bool named)
    {
        await using var chat = new ScriptedChat("<parameter=city>\nOslo\n</parameter>\n</function>\n</tool_call>");

        var response = await chat.AskAsync(Unconstrained(named ? ChatToolMode.RequireSpecific("get_weather") : ChatToolMode.RequireAny));

        Assert.EndsWith($"<think>\n\n</think>\n{CallMarkup}get_weather>\n", chat.PromptOf(chat.Request), StringComparison.Ordinal);
        AssertCallsOslo(response);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Require_Constrained_ThinksAndThenCalls(bool thinks)
    {
        await using var chat = new ScriptedChat((thinks ? "Oslo it is.</think>" : "") + ScriptedChat.Call("Oslo"));
        var options = With(ChatToolMode.RequireAny);
        options.Reasoning = new() { Effort = thinks ? ReasoningEffort.High : ReasoningEffort.None };

        var response = await chat.AskAsync(options);

        Assert.EndsWith(thinks ? "<think>\n" : "<think>\n\n</think>\n", chat.PromptOf(chat.Request), StringComparison.Ordinal);
        Assert.Equal(thinks, response.Usage!.ReasoningTokenCount > 0);
        AssertCallsOslo(response.Messages[0].Contents[^1]);
    }

    [Fact]
    public async Task Require_Named_AllowsThatFunctionOnly()
    {
        await using var chat = new ScriptedChat("</think>" + ScriptedChat.Call("Oslo"));
        var options = With(ChatToolMode.RequireSpecific("get_weather"));
        options.Tools!.Add(AIFunctionFactory.Create(() => "noon", "get_time"));

        await chat.AskAsync(options);

        var grammar = new GbnfMatcher(chat.Request.Grammar!.Text, chat.Request.Grammar.Root);
        Assert.True(grammar.Matches("I see.</think>\n" + ScriptedChat.Call("Oslo") + ScriptedChat.Call("Rome")));
        Assert.False(grammar.Matches("I see.</think>\n<tool_call>\n<function=get_time>\n</function>\n</tool_call>"));
        Assert.False(grammar.Matches("I see.</think>\nNo."));
    }

    [Fact]
    public async Task Auto_Constrained_AllowsTextAndThenCalls()
    {
        await using var chat = new ScriptedChat("</think>No need.");
        var options = With(ChatToolMode.Auto);
        options.AllowMultipleToolCalls = false;

        await chat.AskAsync(options);

        var grammar = new GbnfMatcher(chat.Request.Grammar!.Text, chat.Request.Grammar.Root);
        Assert.True(grammar.Matches("Hm < 5.</think>\nSure.\n" + ScriptedChat.Call("Oslo")));
        Assert.True(grammar.Matches("</think>No need."));
        Assert.False(grammar.Matches("</think>" + ScriptedChat.Call("Oslo") + ScriptedChat.Call("Rome")));
        Assert.False(grammar.Matches("<tool_call></think>No need."));
        Assert.False(grammar.Matches("</think><function=get_weather>"));
        Assert.False(grammar.Matches("</think>" + ScriptedChat.Call("Oslo") + "and more"));
    }

    [Fact]
    public async Task None_Constrained_AllowsTextOnly()
    {
        await using var chat = new ScriptedChat("</think>No need.");

        await chat.AskAsync(With(ChatToolMode.None));

        var grammar = new GbnfMatcher(chat.Request.Grammar!.Text, chat.Request.Grammar.Root);
        Assert.True(grammar.Matches("</think>No need."));
        Assert.False(grammar.Matches("</think>" + ScriptedChat.Call("Oslo")));
    }

    [Fact]
    public async Task Tools_NoneOffered_NeedNoGrammar()
    {
        await using var chat = new ScriptedChat("</think>Hello!");

        await chat.AskAsync();

        Assert.Null(chat.Request.Grammar);
    }

    [Fact]
    public async Task Require_NoTools_IsRefused()
    {
        await using var chat = new ScriptedChat("never");

        var error = await Assert.ThrowsAsync<UnsupportedOptionException>(
            () => chat.AskAsync(new ChatOptions { ToolMode = ChatToolMode.RequireAny }));

        Assert.Equal("ToolMode", error.OptionName);
    }

    [Fact]
    public async Task RequireSpecific_UnknownFunction_IsRefusedByName()
    {
        await using var chat = new ScriptedChat("never");

        var error = await Assert.ThrowsAsync<UnsupportedOptionException>(() => chat.AskAsync(With(ChatToolMode.RequireSpecific("get_time"))));

        Assert.Contains("'get_time'", error.Message, StringComparison.Ordinal);
    }

    private static ChatOptions Unconstrained(ChatToolMode mode)
    {
        var options = With(mode);
        options.AdditionalProperties = new() { ["constraints"] = "off" };
        return options;
    }

    private static ChatOptions With(ChatToolMode? mode) => new() { Tools = [ScriptedChat.Weather], ToolMode = mode };

    private static void AssertCallsOslo(AIContent content)
    {
        var call = Assert.IsType<FunctionCallContent>(content);
        Assert.Equal(("get_weather", "Oslo"), (call.Name, call.Arguments!["city"]));
    }

    private static void AssertCallsOslo(ChatResponse response)
    {
        AssertCallsOslo(Assert.Single(response.Messages[0].Contents));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Equal(0, response.Usage!.ReasoningTokenCount);
    }
}
