using Step35.Samples.WebChat.Conversations;

namespace Step35.Samples.WebChat.Chatting;

/// <summary>The conversations, of which those are open that somebody looks at or that an answer comes to.</summary>
internal sealed class ChatSessions(ConversationStore store, Agent agent, TimeProvider time)
{
    private readonly Dictionary<string, ChatSession> _open = [];
    private readonly Lock _lock = new();

    /// <summary>Tells that the list is another, from whichever thread it came.</summary>
    public event EventHandler? Changed;

    /// <summary>Lists the conversations, the latest first.</summary>
    public IReadOnlyList<Conversation> List() => store.List();

    public bool IsRunning(string id)
    {
        lock (_lock)
            return _open.TryGetValue(id, out var session) && session.IsRunning;
    }

    /// <summary>Opens a conversation for somebody who looks at it until <see cref="Leave"/>; null if there is none.</summary>
    public ChatSession? Find(string id, EventHandler onChanged)
    {
        lock (_lock)
            return store.Find(id) is { } conversation ? Open(conversation, onChanged) : null;
    }

    /// <summary>Begins a conversation with its first question, for somebody who looks at it until <see cref="Leave"/>.</summary>
    public ChatSession Start(string question, EventHandler onChanged)
    {
        var conversation = new Conversation($"{Guid.CreateVersion7(time.GetUtcNow()):N}", Conversation.TitleOf(question));
        store.Add(conversation);
        var session = Open(conversation, onChanged);
        _ = session.TryAsk(question);
        return session;
    }

    public void Leave(ChatSession session, EventHandler onChanged)
    {
        lock (_lock)
            session.Changed -= onChanged;
        DropIfIdle(session);
    }

    public void Delete(string id)
    {
        ChatSession? session;
        lock (_lock)
        {
            store.Delete(id);
            _open.Remove(id, out session);
        }

        session?.Close();
        Changed?.Invoke(this, EventArgs.Empty);
    }

    // Opened and left under one lock, so that two who look at a conversation always look at the same session.
    private ChatSession Open(Conversation conversation, EventHandler onChanged)
    {
        lock (_lock)
        {
            if (!_open.TryGetValue(conversation.Id, out var session))
            {
                _open[conversation.Id] = session = new ChatSession(conversation, agent, store);
                session.Saved += OnSaved;
            }

            session.Changed += onChanged;
            return session;
        }
    }

    private void OnSaved(object? sender, EventArgs e)
    {
        DropIfIdle((ChatSession)sender!);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private void DropIfIdle(ChatSession session)
    {
        lock (_lock)
        {
            if (session.IsIdle)
                _open.Remove(session.Conversation.Id);
        }
    }
}
