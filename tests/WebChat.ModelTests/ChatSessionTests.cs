using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using Step35.AI.Tools.Approval;
using Step35.Samples.WebChat.Chatting;
using Step35.Samples.WebChat.Conversations;
using Step35.Samples.WebChat.Tools;

namespace WebChat.ModelTests;

public sealed class ChatSessionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Ask_ReasoningAndText_AreKeptApartInTheirOrder()
    {
        var session = Start(out _, [new TextReasoningContent("Let me "), new TextReasoningContent("see."), new TextContent("It is "), new TextContent("7.")]);
        await session.TryAsk("How much?")!;
        var turn = Assert.Single(session.Turns);
        Assert.Equal([(TextKind.Reasoning, "Let me see."), (TextKind.Answer, "It is 7.")], turn.Parts.Cast<TextPart>().Select(part => (part.Kind, part.Text)));
        Assert.False(turn.IsRunning || session.IsRunning);
    }

    [Fact]
    public async Task Ask_WhileAnAnswerComes_ShowsWhatIsThere()
    {
        var session = Start(out _, [new TextContent("It is"), ScriptedClient.Endless]);
        var answered = session.TryAsk("How much?")!;
        await WhenAsync(session, () => session.Turns is [{ Parts.Count: 1 }]);
        Assert.True(session.IsRunning);
        Assert.Null(session.TryAsk("Ignored"));
        Assert.Equal("It is", TextOf(Assert.Single(session.Turns)));
        session.Stop();
        await answered;
    }

    [Fact]
    public async Task Call_Allowed_RunsAndTheModelReadsItsResult()
    {
        var session = Start(out var model, [Call()], [new TextContent("Rainy.")]);
        var answered = session.TryAsk("Weather?")!;
        await AnswerAsync(session, ApprovalAnswer.Once);
        await answered;
        var call = CallOf(session);
        Assert.Equal((CallState.Done, "get_weather(city: Oslo)"), (call.State, call.Signature));
        Assert.Contains("17", call.Result, StringComparison.Ordinal);
        Assert.Contains("17", ResultIn(model.Requests[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_Allowed_ShowsAtOnceThatItRuns()
    {
        var session = Start(out _, [Call()], [new TextContent("Rainy.")]);
        var states = new List<CallState>();
        session.Changed += (_, _) => states.AddRange(session.Turns[0].Parts.OfType<CallPart>().Select(call => call.State));
        var answered = session.TryAsk("Weather?")!;
        await AnswerAsync(session, ApprovalAnswer.Once);
        await answered;
        Assert.Equal(CallState.Running, states[states.LastIndexOf(CallState.Asking) + 1]);
    }

    [Fact]
    public async Task Call_SteersTheReadingOrder_ShowsTheCharacterThatDoes()
    {
        var call = Call();
        call.Arguments!["city"] = "Oslo\u202e";
        var session = Start(out _, [call], [new TextContent("No.")]);
        var answered = session.TryAsk("Weather?")!;
        await AnswerAsync(session, ApprovalAnswer.Deny());
        await answered;
        Assert.Equal(@"get_weather(city: Oslo\u202e)", CallOf(session).Signature);
    }

    [Fact]
    public async Task Call_Denied_DoesNotRunAndStaysDeniedInTheStore()
    {
        var session = Start(out var model, [Call()], [new TextContent("I could not.")]);
        var answered = session.TryAsk("Weather?")!;
        await AnswerAsync(session, ApprovalAnswer.Deny());
        await answered;
        Assert.StartsWith("Not run:", ResultIn(model.Requests[1]), StringComparison.Ordinal);
        Assert.Equal(CallState.Denied, CallOf(session).State);
        Assert.Equal(CallState.Denied, CallOf(Reopen()).State);
    }

    [Fact]
    public async Task Call_AllowedAlways_IsNotAskedForAgain()
    {
        var session = Start(out _, [Call()], [new TextContent("Rainy.")], [Call("2")], [new TextContent("Still rainy.")]);
        var answered = session.TryAsk("Weather?")!;
        await WhenAsync(session, () => session.Asking?.Question is not null);
        var question = session.Asking!.Question!;
        question.Answer(ApprovalAnswer.ForSession(question.Request.Pattern));
        await answered;
        await session.TryAsk("And now?")!;
        Assert.Equal("Still rainy.", TextOf(session.Turns[1]));
    }

    [Fact]
    public async Task Stop_WhileACallWaits_LeavesNoCallWithoutAResult()
    {
        var session = Start(out var model, [Call()], [new TextContent("Yes?")]);
        var answered = session.TryAsk("Weather?")!;
        await WhenAsync(session, () => session.Asking is not null);
        session.Stop();
        await answered;
        Assert.Null(session.Turns[0].Failure);
        await session.TryAsk("Go on.")!;
        Assert.StartsWith("Not run:", ResultIn(model.Requests[1]), StringComparison.Ordinal);
        Assert.Equal("Yes?", TextOf(session.Turns[1]));
    }

    [Fact]
    public async Task Stop_WhileTextComes_KeepsTheTextForTheNextQuestion()
    {
        var session = Start(out var model, [new TextContent("It is"), ScriptedClient.Endless], [new TextContent("7.")]);
        var answered = session.TryAsk("How much?")!;
        await WhenAsync(session, () => session.Turns is [{ Parts.Count: 1 }]);
        session.Stop();
        await answered;
        Assert.Equal("It is", TextOf(session.Turns[0]));
        await session.TryAsk("Go on.")!;
        Assert.Equal(["How much?", "It is", "Go on."], model.Requests[1].Select(message => message.Text));
    }

    [Fact]
    public async Task Ask_ModelFails_SaysWhyAndForgetsTheTurn()
    {
        var session = Start(out var model, [new ErrorContent("The disk is full.")], [new TextContent("Hello!")]);
        await session.TryAsk("Long question")!;
        Assert.Equal("The disk is full.", session.Turns[0].Failure);
        await session.TryAsk("Hi")!;
        Assert.Equal(["Hi"], model.Requests[1].Select(message => message.Text));
        Assert.Equal("The disk is full.", Reopen().Turns[0].Failure);
    }

    [Theory]
    [InlineData("BEFORE INSERT ON turns")]
    [InlineData("BEFORE UPDATE ON turns")]
    public async Task Ask_StoreFails_SaysWhyAndTakesTheNextQuestion(string occasion)
    {
        var session = Start(out _, [new TextContent("Hello!")], [new TextContent("Hello again!")]);
        RunInStore($"CREATE TRIGGER full {occasion} BEGIN SELECT RAISE(FAIL, 'disk full'); END");
        await session.TryAsk("Hi")!;
        Assert.Contains("disk full", session.Turns[0].Failure, StringComparison.Ordinal);
        RunInStore("DROP TRIGGER full");
        await session.TryAsk("Hi")!;
        Assert.Null(session.Turns[1].Failure);
    }

    [Fact]
    public async Task Figures_OfAllRequests_AreAddedUp()
    {
        var usage = new UsageContent(new() { InputTokenCount = 100, CachedInputTokenCount = 50, OutputTokenCount = 7 });
        var session = Start(out _, [Call(), usage], [new TextContent("Rainy."), usage]);
        var answered = session.TryAsk("Weather?")!;
        await AnswerAsync(session, ApprovalAnswer.Once);
        await answered;
        Assert.Equal((200, 100, 14), (session.Turns[0].Figures.PromptTokens, session.Turns[0].Figures.CachedTokens, session.Turns[0].Figures.AnswerTokens));
        Assert.Equal(session.Turns[0].Figures, Reopen().Turns[0].Figures);
    }

    public void Dispose() => _folder.Dispose();

    private ChatSession Start(out ScriptedClient model, params AIContent[][] scripts)
    {
        var store = OpenStore();
        var conversation = new Conversation("1", "Title");
        store.Add(conversation);
        model = new ScriptedClient(scripts);
        return new ChatSession(conversation, new Agent(model, new Toolbox(_folder.Path)), store);
    }

    private ChatSession Reopen()
    {
        var store = OpenStore();
        return new ChatSession(store.Find("1")!, new Agent(new ScriptedClient(), new Toolbox(_folder.Path)), store);
    }

    private void RunInStore(string statement)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File("test.db")}");
        connection.Open();
#pragma warning disable CA2100 // The statements are constants of this file.
        using var command = new SqliteCommand(statement, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private ConversationStore OpenStore() => new(_folder.File("test.db"), TimeProvider.System);

    private static FunctionCallContent Call(string id = "1") => new(id, "get_weather", new Dictionary<string, object?> { ["city"] = "Oslo" });

    private static CallPart CallOf(ChatSession session) => session.Turns[0].Parts.OfType<CallPart>().Single();

    private static string TextOf(ChatTurn turn) => turn.Parts.OfType<TextPart>().Single().Text;

    private static string ResultIn(List<ChatMessage> messages) =>
        messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Single().Result!.ToString()!;

    private static async Task AnswerAsync(ChatSession session, ApprovalAnswer answer)
    {
        await WhenAsync(session, () => session.Asking?.Question is not null);
        session.Asking!.Question!.Answer(answer);
    }

    private static async Task WhenAsync(ChatSession session, Func<bool> condition)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Changed += Check;
        Check(null, EventArgs.Empty);
        await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        session.Changed -= Check;

        void Check(object? sender, EventArgs e)
        {
            if (condition())
                reached.TrySetResult();
        }
    }
}
