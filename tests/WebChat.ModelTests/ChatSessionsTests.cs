using Microsoft.Extensions.AI;
using Step35.Samples.WebChat.Chatting;
using Step35.Samples.WebChat.Conversations;
using Step35.Samples.WebChat.Tools;

namespace WebChat.ModelTests;

public sealed class ChatSessionsTests : IDisposable
{
    private const string Id = "1";

    private readonly TemporaryFolder _folder = new();
    private readonly ChatSessions _sessions;
    private int _changes;

    public ChatSessionsTests()
    {
        var store = new ConversationStore(_folder.File("test.db"), TimeProvider.System);
        store.Add(new(Id, "Title"));
        var model = new ScriptedClient([new TextContent("It is"), ScriptedClient.Endless]);
        _sessions = new(store, new Agent(model, new Toolbox(_folder.Path)), TimeProvider.System);
    }

    [Fact]
    public void Leave_LastWhoLooks_DropsTheSession()
    {
        var session = _sessions.Find(Id, OnFirstChanged)!;
        Assert.Same(session, _sessions.Find(Id, OnSecondChanged));
        _sessions.Leave(session, OnFirstChanged);
        Assert.Same(session, _sessions.Find(Id, OnFirstChanged));
        _sessions.Leave(session, OnFirstChanged);
        _sessions.Leave(session, OnSecondChanged);
        Assert.NotSame(session, _sessions.Find(Id, OnFirstChanged));
    }

    [Fact]
    public async Task Leave_WhileAnAnswerComes_DropsTheSessionAfterIt()
    {
        var session = _sessions.Find(Id, OnFirstChanged)!;
        var answered = session.TryAsk("How much?")!;
        _sessions.Leave(session, OnFirstChanged);
        Assert.Same(session, _sessions.Find(Id, OnFirstChanged));
        _sessions.Leave(session, OnFirstChanged);
        session.Stop();
        await answered;
        Assert.NotSame(session, _sessions.Find(Id, OnFirstChanged));
    }

    [Fact]
    public void Delete_WhileSomebodyLooks_TellsAndTakesNoMoreQuestions()
    {
        var session = _sessions.Find(Id, OnFirstChanged)!;
        _sessions.Delete(Id);
        Assert.True(session.IsClosed);
        Assert.Equal(1, _changes);
        Assert.Null(session.TryAsk("How much?"));
        Assert.Null(_sessions.Find(Id, OnFirstChanged));
    }

    public void Dispose() => _folder.Dispose();

    private void OnFirstChanged(object? sender, EventArgs e) => Interlocked.Increment(ref _changes);

    private void OnSecondChanged(object? sender, EventArgs e)
    {
    }
}
