using Step35.Samples.WebChat.Chatting;
using Step35.Samples.WebChat.Conversations;

namespace WebChat.ModelTests;

public sealed class ConversationStoreTests : IDisposable
{
    private static readonly StoredTurn Turn = new("Question?", [], new(), Failure: null);

    private readonly TemporaryFolder _folder = new();
    private readonly ConversationStore _store;

    public ConversationStoreTests()
    {
        _store = new(_folder.File("test.db"), TimeProvider.System);
        _store.Add(new("1", "One"));
        _store.Add(new("2", "Two"));
    }

    [Fact]
    public void List_TurnSaved_BeginsWithItsConversation()
    {
        Assert.Equal(["2", "1"], _store.List().Select(conversation => conversation.Id));
        _store.Save("1", 0, Turn);
        Assert.Equal(["1", "2"], _store.List().Select(conversation => conversation.Id));
    }

    [Fact]
    public void Save_SameTurnAgain_ReplacesIt()
    {
        _store.Save("1", 0, Turn);
        _store.Save("1", 1, Turn);
        _store.Save("1", 1, Turn with { Question = "Another?" });
        Assert.Equal(["Question?", "Another?"], _store.Load("1").Select(turn => turn.Question));
    }

    [Fact]
    public void Delete_ThenSave_StaysDeleted()
    {
        _store.Save("1", 0, Turn);
        _store.Delete("1");
        _store.Save("1", 1, Turn);
        Assert.Null(_store.Find("1"));
        Assert.Empty(_store.Load("1"));
    }

    public void Dispose() => _folder.Dispose();
}
