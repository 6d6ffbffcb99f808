using System.Collections.Concurrent;
using Step35.Samples.WebChat.Conversations;

namespace Step35.Samples.WebChat.Chatting;

/// <summary>The conversations, of which those that somebody looked at are open.</summary>
internal sealed class ChatSessions(ConversationStore store, Agent agent, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ChatSession> _open = new();

    /// <summary>Tells that the list is another, from whichever thread it came.</summary>
    public event EventHandler? Changed;

    /// <summary>Lists the conversations, the latest first.</summary>
    public IReadOnlyList<Conversation> List() => store.List();

    public bool IsRunning(string id) => _open.TryGetValue(id, out var session) && session.IsRunning;

    public ChatSession? Find(string id) => store.Find(id) is { } conversation ? Open(conversation) : null;

    /// <summary>Begins a conversation with its first question.</summary>
    public ChatSession Start(string question)
    {
        var conversation = new Conversation($"{Guid.CreateVersion7(time.GetUtcNow()):N}", Conversation.TitleOf(question));
        store.Add(conversation);
        var session = Open(conversation);
        _ = session.AskAsync(question);
        return session;
    }

    public void Delete(string id)
    {
        if (_open.TryRemove(id, out var session))
            session.Stop();
        store.Delete(id);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private ChatSession Open(Conversation conversation) => _open.GetOrAdd(conversation.Id, _ =>
    {
        var session = new ChatSession(conversation, agent, store);
        session.Saved += (_, _) => Changed?.Invoke(this, EventArgs.Empty);
        return session;
    });
}
