using Microsoft.Extensions.AI;
using Step35.AI.Requests;

namespace Step35.AI.Tests.Requests;

public sealed class StreamArgumentsTests
{
    private static readonly string Answer = "</think>Look." + ScriptedChat.Call("Oslo");

    [Theory]
    [InlineData(true)]
    [InlineData("true")]
    public async Task GetStreamingResponse_Asked_TellsTheCallBeforeItIsWhole(object option)
    {
        await using var chat = new ScriptedChat(Answer);
        var updates = await chat.StreamAsync(Options(option));
        Assert.Equal(
            [("get_weather", ""), ("get_weather", "{\"city\":\"Oslo\""), ("get_weather", "}")],
            Contents(updates).OfType<FunctionArgumentsDelta>().Select(delta => (delta.Name, delta.Delta)));
        Assert.True(FirstOf<FunctionArgumentsDelta>(updates) < FirstOf<FunctionCallContent>(updates));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public async Task GetStreamingResponse_NotAsked_TellsWholeCallsOnly(object? option)
    {
        await using var chat = new ScriptedChat(Answer);
        var contents = Contents(await chat.StreamAsync(Options(option)));
        Assert.Single(contents.OfType<FunctionCallContent>());
        Assert.DoesNotContain(contents, content => content is FunctionArgumentsDelta);
    }

    [Fact]
    public async Task GetStreamingResponse_OtherWord_IsRefused()
    {
        await using var chat = new ScriptedChat("never");
        await Assert.ThrowsAsync<UnsupportedOptionException>(() => chat.StreamAsync(Options("maybe")));
    }

    [Fact]
    public async Task GetStreamingResponse_NoCallsAllowed_TellsNone()
    {
        await using var chat = new ScriptedChat(Answer);
        var options = Options(true);
        options.ToolMode = ChatToolMode.None;
        Assert.DoesNotContain(Contents(await chat.StreamAsync(options)), content => content is FunctionArgumentsDelta);
    }

    [Theory]
    [InlineData("error")]
    [InlineData("text")]
    public async Task GetStreamingResponse_CallThatIsDropped_IsNotTold(string handling)
    {
        await using var chat = new ScriptedChat(Answer.Replace("get_weather", "get_whether", StringComparison.Ordinal));
        var options = Options(true);
        options.AdditionalProperties!["unknown_function"] = handling;
        Assert.DoesNotContain(Contents(await chat.StreamAsync(options)), content => content is FunctionArgumentsDelta or FunctionCallContent);
    }

    [Fact]
    public async Task GetResponse_Asked_HoldsWholeCallsOnly()
    {
        await using var chat = new ScriptedChat(Answer);
        var response = await chat.AskAsync(Options(true));
        Assert.DoesNotContain(response.Messages[0].Contents, content => content is FunctionArgumentsDelta);
    }

    [Fact]
    public async Task GetStreamingResponse_FunctionsAreInvoked_GoesOnFromTheWholeCall()
    {
        await using var chat = new ScriptedChat(Answer, "</think>7 degrees.");
        using var invoking = chat.Client.AsBuilder().UseFunctionInvocation().Build();
        var updates = await invoking.GetStreamingResponseAsync("Hello!", Options(true), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.EndsWith("7 degrees.", string.Concat(updates), StringComparison.Ordinal);
        Assert.Contains("7 degrees in Oslo", chat.PromptOf(chat.Backend.Requests.Last()), StringComparison.Ordinal);
    }

    private static IEnumerable<AIContent> Contents(IEnumerable<ChatResponseUpdate> updates) => updates.SelectMany(update => update.Contents);

    private static int FirstOf<TContent>(List<ChatResponseUpdate> updates) =>
        updates.FindIndex(update => update.Contents.OfType<TContent>().Any());

    private static ChatOptions Options(object? option)
    {
        var options = ScriptedChat.Offering(ScriptedChat.Weather);
        options.AdditionalProperties = new() { ["stream_arguments"] = option };
        return options;
    }
}
