using Microsoft.Extensions.AI;
using Step35.AI.Requests;
using Step35.Engine.Scheduling;

namespace Step35.AI.Tests.Requests;

/// <summary>What can never work is refused at the call, with what to change.</summary>
public class ChatRequestRefusalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a\nb")]
    [InlineData("f>")]
    [InlineData("</function>")]
    [InlineData(" ")]
    [InlineData(" get")]
    public async Task Tools_NameThatCannotStandInACall_IsRefused(string name)
    {
        await using var chat = new ScriptedChat("never");
        var options = ScriptedChat.Offering(AIFunctionFactory.CreateDeclaration(name, "Odd.", ScriptedChat.Weather.JsonSchema));
        var error = await Assert.ThrowsAsync<UnsupportedOptionException>(() => chat.AskAsync(options));
        Assert.Equal(nameof(ChatOptions.Tools), error.OptionName);
        Assert.Empty(chat.Backend.Requests);
    }

    [Fact]
    public async Task Messages_NullAmongThem_IsAnArgumentError()
    {
        await using var chat = new ScriptedChat("never");
        await Assert.ThrowsAsync<ArgumentException>(() => chat.Client.GetResponseAsync([new(ChatRole.User, "hi"), null!], cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(
            () => chat.Client.GetResponseAsync([new(ChatRole.User, [null!])], cancellationToken: Token));
    }

    [Fact]
    public async Task Messages_ReasoningOfAUser_IsAConversationError()
    {
        await using var chat = new ScriptedChat("never");
        await Assert.ThrowsAsync<InvalidConversationException>(
            () => chat.Client.GetResponseAsync([new(ChatRole.User, [new TextReasoningContent("Hm."), new TextContent("hi")])], cancellationToken: Token));
    }

    [Fact]
    public async Task Result_TypeThatThrowsWhileItIsRead_IsAConversationError()
    {
        await using var chat = new ScriptedChat("never");
        await using var stream = new MemoryStream();
        ChatMessage[] messages =
        [
            new(ChatRole.Assistant, [new FunctionCallContent("1", "f")]),
            new(ChatRole.Tool, [new FunctionResultContent("1", stream)]),
        ];
        await Assert.ThrowsAsync<InvalidConversationException>(() => chat.Client.GetResponseAsync(messages, cancellationToken: Token));
    }

    [Fact]
    public async Task Engine_Disposed_SaysSo()
    {
        var chat = new ScriptedChat("never");
        await chat.DisposeAsync();
        await Assert.ThrowsAsync<EngineStoppedException>(() => chat.AskAsync());
    }
}
