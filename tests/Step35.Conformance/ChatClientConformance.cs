using Microsoft.Extensions.AI;

namespace Step35.Conformance;

/// <summary>What every chat client of this suite must do, whatever runs behind it and wherever.</summary>
/// <remarks>
/// The tests ask for nothing that takes a clever model: forms are held by constraints. A model that answers by heart takes its words
/// from <see cref="ConformanceScript"/>.
/// </remarks>
public abstract partial class ChatClientConformance
{
    private protected const string Question = Questions.Greeting;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected static ChatOptions Greedy => new() { Temperature = 0, MaxOutputTokens = 250 };

    /// <summary>Makes a client over the model under test; the tests may dispose it, the model lives on.</summary>
    protected abstract IChatClient CreateChatClient();

    [Fact]
    public async Task GetResponse_NullMessages_Throws()
    {
        using var client = CreateChatClient();
        await Assert.ThrowsAsync<ArgumentNullException>("messages", () => client.GetResponseAsync((IEnumerable<ChatMessage>)null!, null, Token));
    }

    [Fact]
    public void GetStreamingResponse_NullMessages_ThrowsAtTheCall()
    {
        using var client = CreateChatClient();
        Assert.Throws<ArgumentNullException>("messages", () => client.GetStreamingResponseAsync((IEnumerable<ChatMessage>)null!, null, Token));
    }

    [Fact]
    public async Task GetResponse_Question_IsAnsweredWithUsageFinishReasonAndIds()
    {
        using var client = CreateChatClient();

        var response = await client.GetResponseAsync(Question, Greedy, Token);

        Assert.NotEmpty(response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        AssertCounts(response.Usage);
        Assert.NotEmpty(response.ResponseId!);
        Assert.NotEmpty(response.ModelId!);
        Assert.NotNull(response.CreatedAt);
        Assert.Equal(ChatRole.Assistant, Assert.Single(response.Messages).Role);
    }

    [Fact]
    public async Task GetStreamingResponse_Question_JoinsToTheWholeResponse()
    {
        using var client = CreateChatClient();

        var whole = await client.GetResponseAsync(Question, Greedy, Token);
        var joined = await client.GetStreamingResponseAsync(Question, Greedy, Token).ToChatResponseAsync(Token);

        Assert.Equal(
            (whole.Text, Reasoning(whole), whole.FinishReason, whole.Usage!.TotalTokenCount),
            (joined.Text, Reasoning(joined), joined.FinishReason, joined.Usage!.TotalTokenCount));
    }

    [Fact]
    public async Task GetStreamingResponse_Question_HasUsageOnce()
    {
        using var client = CreateChatClient();

        var updates = await client.GetStreamingResponseAsync(Question, Greedy, Token).ToListAsync(Token);

        AssertCounts(Assert.Single(updates.SelectMany(update => update.Contents).OfType<UsageContent>()).Details);
    }

    [Fact]
    public async Task GetStreamingResponse_EnumeratedTwice_AnswersTwice()
    {
        using var client = CreateChatClient();
        var stream = client.GetStreamingResponseAsync(Question, Greedy, Token);

        Assert.Equal((await stream.ToChatResponseAsync(Token)).Text, (await stream.ToChatResponseAsync(Token)).Text);
    }

    [Fact]
    public async Task GetResponse_OneTokenAllowed_EndsWithLength()
    {
        using var client = CreateChatClient();

        var response = await client.GetResponseAsync(Question, new ChatOptions { MaxOutputTokens = 1 }, Token);

        Assert.Equal((ChatFinishReason.Length, 1), (response.FinishReason, (int)response.Usage!.OutputTokenCount!));
    }

    [Fact]
    public async Task GetResponse_CancelledBefore_Throws()
    {
        using var client = CreateChatClient();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetResponseAsync(Question, Greedy, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.GetStreamingResponseAsync(Question, Greedy, cancelled).ToListAsync(Token).AsTask());
    }

    [Fact]
    public async Task GetStreamingResponse_CancelledDuring_ThrowsAndTheNextRequestIsServed()
    {
        using var client = CreateChatClient();
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var endless = new ChatOptions { Temperature = 0, FrequencyPenalty = 0.5f };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync(Question, endless, cancelling.Token))
                await cancelling.CancelAsync();
        });

        Assert.NotEmpty((await client.GetResponseAsync(Question, Greedy, Token)).Text);
    }

    [Fact]
    public async Task GetStreamingResponse_Abandoned_LeavesTheNextRequestAlone()
    {
        using var client = CreateChatClient();
        var expected = (await client.GetResponseAsync(Question, Greedy, Token)).Text;

        await foreach (var update in client.GetStreamingResponseAsync(Question, Greedy, Token))
            break;

        Assert.Equal(expected, (await client.GetResponseAsync(Question, Greedy, Token)).Text);
    }

    [Fact]
    public async Task GetResponse_SideBySide_AnswersAsAlone()
    {
        using var client = CreateChatClient();
        var alone = (await client.GetResponseAsync(Question, Greedy, Token)).Text;

        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.GetResponseAsync(Question, Greedy, Token)));

        Assert.All(together, response => Assert.Equal(alone, response.Text));
        Assert.Equal(4, together.DistinctBy(response => response.ResponseId).Count());
    }

    [Fact]
    public async Task GetResponse_HistoryWithRoundsOfCalls_IsAccepted()
    {
        using var client = CreateChatClient();
        List<ChatMessage> history =
        [
            new(ChatRole.System, "You are brief."),
            new(ChatRole.User, "What is the weather in Oslo and in Rome?"),
            new(ChatRole.Assistant,
            [
                new TextReasoningContent("I need both."),
                new TextContent("Let me look."),
                new FunctionCallContent("1", "get_weather", new Dictionary<string, object?> { ["city"] = "Oslo" }),
                new FunctionCallContent("2", "get_weather", new Dictionary<string, object?> { ["city"] = "Rome" }),
            ]),
            new(ChatRole.Tool, [new FunctionResultContent("1", "7 degrees"), new FunctionResultContent("2", new { degrees = 25 })]),
            new(ChatRole.Assistant, [new TextContent("7 and 25."), new UsageContent(new UsageDetails()), new ErrorContent("lost")]),
            new(ChatRole.User, Question),
        ];

        var response = await client.GetResponseAsync(history, Greedy, Token);

        Assert.NotNull(response.FinishReason);
        Assert.Equal(6, history.Count);
    }

    [Fact]
    public async Task GetResponse_SeveralMessages_IsAnswered()
    {
        using var client = CreateChatClient();
        var response = await client.GetResponseAsync(
            [
                new(ChatRole.User, "Pick a city."),
                new(ChatRole.Assistant, "Oslo."),
                new(ChatRole.User, "And another one."),
                new(ChatRole.Assistant, "Rome."),
                new(ChatRole.User, Question),
            ],
            Greedy,
            Token);
        Assert.NotEmpty(response.Text);
    }

    [Fact]
    public async Task GetResponse_EmptyMessages_IsAnswered()
    {
        using var client = CreateChatClient();
        var response = await client.GetResponseAsync(
            [new(ChatRole.System, []), new(ChatRole.User, []), new(ChatRole.Assistant, []), new(ChatRole.User, Question)], Greedy, Token);
        Assert.NotEmpty(response.Text);
    }

    [Fact]
    public async Task GetStreamingResponse_AddedToTheHistory_IsOneMessageOfTheAssistant()
    {
        using var client = CreateChatClient();
        List<ChatMessage> history = [new(ChatRole.User, Question)];
        await history.AddMessagesAsync(client.GetStreamingResponseAsync(history, Greedy, Token), cancellationToken: Token);
        Assert.Equal([ChatRole.User, ChatRole.Assistant], history.Select(message => message.Role));
        Assert.NotEmpty(history[1].Text);
    }

    [Fact]
    public async Task GetResponse_ItsOwnResponseInTheHistory_IsAccepted()
    {
        using var client = CreateChatClient();
        List<ChatMessage> history = [new(ChatRole.User, Question)];

        history.AddMessages(await client.GetResponseAsync(history, Greedy, Token));
        history.Add(new ChatMessage(ChatRole.User, Question));

        Assert.NotEmpty((await client.GetResponseAsync(history, Greedy, Token)).Text);
    }

    [Fact]
    public void GetService_Rules_Hold()
    {
        using var client = CreateChatClient();
        Assert.Throws<ArgumentNullException>("serviceType", () => client.GetService(null!));
        Assert.Same(client, client.GetService(typeof(IChatClient)));
        Assert.Same(client, client.GetService(client.GetType()));
        Assert.Null(client.GetService(typeof(string)));
        Assert.Null(client.GetService(typeof(IChatClient), "key"));
        Assert.NotEmpty(client.GetService<ChatClientMetadata>()!.DefaultModelId!);
        Assert.Same(client.GetService<ChatClientMetadata>(), client.GetService<ChatClientMetadata>());
    }

    [Fact]
    public async Task Dispose_Twice_HarmsNobody()
    {
        using var other = CreateChatClient();
        var client = CreateChatClient();

        client.Dispose();
        client.Dispose();

        Assert.NotEmpty((await other.GetResponseAsync(Question, Greedy, Token)).Text);
    }

    private protected static void AssertCounts(UsageDetails? usage)
    {
        Assert.NotNull(usage);
        Assert.True(usage.InputTokenCount > 0 && usage.OutputTokenCount > 0);
        Assert.InRange(usage.ReasoningTokenCount ?? 0, 0, usage.OutputTokenCount!.Value);
        Assert.Equal(usage.InputTokenCount + usage.OutputTokenCount, usage.TotalTokenCount);
    }

    private static string Reasoning(ChatResponse response) =>
        string.Concat(response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>());
}
