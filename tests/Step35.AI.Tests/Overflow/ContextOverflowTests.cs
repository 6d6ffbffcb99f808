using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Step35.AI.Requests;
using Step35.Engine.Scheduling;
using Step35.TestModels.Scripted;

namespace Step35.AI.Tests.Overflow;

/// <summary>A conversation that outgrows the context is refused or shortened, and never in silence.</summary>
public sealed class ContextOverflowTests
{
    private static readonly List<ChatMessage> Long =
    [
        new(ChatRole.User, new string('a', 300)), new(ChatRole.Assistant, "Long."),
        new(ChatRole.User, new string('b', 300)), new(ChatRole.Assistant, "Longer."),
        new(ChatRole.User, "And now?"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(300)]
    [InlineData(30_000)]
    public async Task GetResponse_NothingSaid_RefusesWithBothNumbers(int characters)
    {
        await using var chat = NewChat();
        var error = await Assert.ThrowsAsync<ContextFullException>(() => chat.AskAsync(question: new string('a', 300 + characters)));
        Assert.Equal(512, error.ContextLength);
        Assert.InRange(error.PromptTokens, 512, 300 + characters + 60);
    }

    [Fact]
    public async Task GetResponse_ClientDrops_AnswersAndSaysHowManyAreMissing()
    {
        await using var chat = NewChat(ContextOverflow.DropOldestTurns);

        var updates = await chat.Client.GetStreamingResponseAsync(Long, cancellationToken: Token).ToListAsync(Token);

        Assert.Equal(2, updates[^1].AdditionalProperties!["dropped_messages"]);
        Assert.All(updates.SkipLast(1), update => Assert.Null(update.AdditionalProperties));
        var response = updates.ToChatResponse();
        Assert.Equal("Hello!", response.Text);
        Assert.Equal(chat.Request.Prompt.Count, response.Usage!.InputTokenCount);
        var prompt = chat.PromptOf(chat.Request);
        Assert.DoesNotContain("aaa", prompt, StringComparison.Ordinal);
        Assert.StartsWith("<bos><|im_start|>user\nbbb", prompt, StringComparison.Ordinal);
        Assert.Equal(5, Long.Count);
    }

    [Fact]
    public async Task GetResponse_ClientDropsAndTheAnswerStopsEarly_StillSaysSo()
    {
        await using var chat = NewChat(ContextOverflow.DropOldestTurns);
        var response = await chat.Client.GetResponseAsync(Long, new ChatOptions { StopSequences = ["l"] }, Token);
        Assert.Equal(2, Assert.Single(response.Messages).AdditionalProperties!["dropped_messages"]);
    }

    [Fact]
    public async Task GetResponse_ClientDropsAndAllFits_SaysNothing()
    {
        await using var chat = NewChat(ContextOverflow.DropOldestTurns);
        var response = await chat.AskAsync();
        Assert.DoesNotContain("dropped_messages", Assert.Single(response.Messages).AdditionalProperties!.Keys);
    }

    [Fact]
    public async Task GetResponse_ClientDropsButTheQuestionAloneIsTooLong_RefusesWithBothNumbers()
    {
        await using var chat = NewChat(ContextOverflow.DropOldestTurns);
        List<ChatMessage> messages = [.. Long.SkipLast(1), new(ChatRole.User, new string('c', 600))];
        var error = await Assert.ThrowsAsync<ContextFullException>(() => chat.Client.GetResponseAsync(messages, cancellationToken: Token));
        Assert.Equal(512, error.ContextLength);
        Assert.InRange(error.PromptTokens, 600, 660);
    }

    [Fact]
    public async Task GetResponse_ToolsAndInstructions_AreNeverLeftOut()
    {
        await using var chat = NewChat(ContextOverflow.DropOldestTurns, contextLength: 2048);
        List<ChatMessage> messages = [.. Enumerable.Repeat(Long, 5).SelectMany(turns => turns), new(ChatRole.User, "What is the weather?")];
        var options = ScriptedChat.Offering(ScriptedChat.Weather);
        options.Instructions = "Be brief.";

        await chat.Client.GetResponseAsync(messages, options, Token);

        var prompt = chat.PromptOf(chat.Request);
        Assert.StartsWith("<bos><|im_start|>system\nBe brief.\n\n# Tools", prompt, StringComparison.Ordinal);
        Assert.Contains("get_weather", prompt, StringComparison.Ordinal);
        Assert.EndsWith("user\nWhat is the weather?<|im_end|>\n<|im_start|>assistant\n<think>\n", prompt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drop_oldest_turns")]
    [InlineData("DropOldestTurns")]
    [InlineData(ContextOverflow.DropOldestTurns)]
    public async Task GetResponse_RequestDrops_WinsOverTheClient(object value)
    {
        await using var chat = NewChat();
        Assert.Equal("Hello!", (await chat.Client.GetResponseAsync(Long, Saying(value), Token)).Text);
    }

    [Theory]
    [InlineData("refuse")]
    [InlineData(ContextOverflow.Refuse)]
    public async Task GetResponse_RequestRefuses_WinsOverTheClient(object value)
    {
        await using var chat = NewChat(ContextOverflow.DropOldestTurns);
        await Assert.ThrowsAsync<ContextFullException>(() => chat.Client.GetResponseAsync(Long, Saying(value), Token));
    }

    [Fact]
    public async Task GetResponse_RequestSaysSomethingElse_IsRefusedByName()
    {
        await using var chat = NewChat();
        var error = await Assert.ThrowsAsync<UnsupportedOptionException>(() => chat.AskAsync(Saying("shift")));
        Assert.Equal("AdditionalProperties[\"context_overflow\"]", error.OptionName);
        Assert.Contains("'drop_oldest_turns'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_MessagesLeftOut_AreLogged()
    {
        await using var chat = NewChat(ContextOverflow.DropOldestTurns);
        using var logs = new LogList();
        using var client = new Step35ChatClient(chat.Engine, new Step35Options { ContextOverflow = ContextOverflow.DropOldestTurns }, logs);

        await client.GetResponseAsync("Hello!", cancellationToken: Token);
        Assert.Empty(logs.Lines);
        await client.GetResponseAsync(Long, cancellationToken: Token);

        Assert.Equal("Left out the 2 oldest messages: the context of 512 tokens cannot hold them.", Assert.Single(logs.Lines));
    }

    private static ChatOptions Saying(object value) => new() { AdditionalProperties = new() { ["context_overflow"] = value } };

    private static ScriptedChat NewChat(ContextOverflow overflow = ContextOverflow.Refuse, int contextLength = 512) => new(
        new ScriptedBackend(new PromptedScript(_ => "</think>Hello!").Next) { SequenceLength = contextLength },
        new Step35Options { ContextOverflow = overflow });

    private sealed class LogList : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
