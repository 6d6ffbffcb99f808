using Microsoft.Extensions.AI;
using Step35.AI;

namespace Step35.Cli.Chatting;

/// <summary>A conversation with a model: what has been said, and how the next answer is made.</summary>
internal sealed class Chat
{
    private readonly Step35ChatClient _client;
    private readonly IChatClient _caller;
    private readonly IList<AITool> _knownTools;
    private readonly ChatOptions _options = new();
    private List<ChatMessage> _messages = [];

    public Chat(Step35ChatClient client, ChatSettings settings, IList<AITool> tools)
    {
        _client = client;
        _caller = client.AsBuilder().UseFunctionInvocation().Build();
        _knownTools = tools;
        _options.MaxOutputTokens = settings.MaxOutputTokens;
        (System, Thinks, HasTools, Session) = (settings.System, settings.Thinks, settings.HasTools, settings.Session);
    }

    /// <summary>Gets the name of the chat that is saved by itself; null where nobody named one.</summary>
    public string? Session { get; private set; }

    public int MessageCount => _messages.Count;

    /// <summary>Gets or sets what the model is told before all else.</summary>
    public string? System
    {
        get => _options.Instructions;
        set => _options.Instructions = string.IsNullOrWhiteSpace(value) ? null : value;
    }

    /// <summary>Gets or sets a value indicating whether the model thinks before it answers.</summary>
    public bool Thinks
    {
        get => _options.Reasoning is null;
        set => _options.Reasoning = value ? null : new ReasoningOptions { Effort = ReasoningEffort.None };
    }

    /// <summary>Gets or sets a value indicating whether the model may call functions.</summary>
    public bool HasTools
    {
        get => _options.Tools is not null;
        set => _options.Tools = value ? _knownTools : null;
    }

    public IEnumerable<string> ToolNames => _knownTools.Select(tool => tool.Name);

    /// <summary>Asks, and tells each piece of the answer.</summary>
    /// <returns>Why the answer ended.</returns>
    /// <remarks>Of an answer that is stopped, what has been said stays in the conversation; a question without any answer does not.</remarks>
    public async Task<ChatFinishReason?> AnswerAsync(string question, Action<ChatResponseUpdate> tell, CancellationToken cancellationToken)
    {
        var asked = _messages.Count;
        _messages.Add(new ChatMessage(ChatRole.User, question));
        var updates = new List<ChatResponseUpdate>();
        try
        {
            await foreach (var update in _caller.GetStreamingResponseAsync(_messages, _options, cancellationToken))
            {
                updates.Add(update);
                tell(update);
            }

            _messages.AddMessages(updates);
            return updates.LastOrDefault(update => update.FinishReason is not null)?.FinishReason;
        }
        catch
        {
            var said = string.Concat(updates.Select(update => update.Text));
            if (said.Length > 0)
                _messages.Add(new ChatMessage(ChatRole.Assistant, said));
            else
                _messages.RemoveRange(asked, _messages.Count - asked);
            throw;
        }
    }

    public void Clear() => _messages = [];

    public Task SaveAsync(ChatStore store, string name, CancellationToken cancellationToken) =>
        store.SaveAsync(name, new SavedChat(SavedChat.CurrentVersion, System, Thinks, _messages), _options, _client, cancellationToken);

    /// <summary>Goes on with a saved chat; a session is saved before it is left for another chat, which is then the session.</summary>
    public async Task LoadAsync(ChatStore store, string name, CancellationToken cancellationToken)
    {
        if (Session is { } session && session != name)
            await SaveAsync(store, session, cancellationToken);
        var saved = await store.LoadAsync(name, _client, cancellationToken);
        (System, Thinks, _messages) = (saved.System, saved.Thinks, [.. saved.Messages]);
        Session = Session is null ? null : name;
    }
}
