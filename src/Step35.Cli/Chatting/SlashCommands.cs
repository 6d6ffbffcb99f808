using Step35.AI.Terminals;

namespace Step35.Cli.Chatting;

/// <summary>The commands of a chat.</summary>
internal sealed class SlashCommands
{
    private readonly Chat _chat;
    private readonly AnswerWriter _writer;
    private readonly ChatStore _store;
    private readonly IReadOnlyList<SlashCommand> _commands;
    private string? _name;

    /// <param name="chat">The chat that they change.</param>
    /// <param name="writer">What shows the answers.</param>
    /// <param name="store">Where chats are kept.</param>
    public SlashCommands(Chat chat, AnswerWriter writer, ChatStore store)
    {
        (_chat, _writer, _store, _name) = (chat, writer, store, chat.Session);
        _commands =
        [
            new("/help", "lists these commands", Now(_ => Help())),
            new("/new", "forgets the conversation", Now(_ => Forget())),
            new("/save [NAME]", "saves the chat", SaveAsync),
            new("/load NAME", "goes on with a saved chat", LoadAsync),
            new("/think on|off|show|hide", "lets the model think first or not, and shows it or not", Now(Think)),
            new("/system [TEXT]", "tells the model something before all else; without text, nothing", Now(SetSystem)),
            new("/tools [on|off]", "lets the model call functions or not, and lists them", Now(SetTools)),
            new("/exit", "ends the chat", Now(_ => Exit())),
        ];
    }

    /// <summary>Gets a value indicating whether the chat shall end.</summary>
    public bool IsDone { get; private set; }

    public static bool IsCommand(string message) => message.StartsWith('/');

    /// <summary>Runs a command.</summary>
    /// <returns>What to tell the user.</returns>
    /// <exception cref="ChatException">There is no such command, or it is not written so.</exception>
    public Task<string> RunAsync(string message, CancellationToken cancellationToken)
    {
        var words = message.Split(' ', 2);
        var command = _commands.FirstOrDefault(command => command.Name == words[0])
            ?? throw new ChatException($"There is no {words[0]}; /help lists the commands.");
        return command.RunAsync(words.Length > 1 ? words[1].Trim() : string.Empty, cancellationToken);
    }

    private static Func<string, CancellationToken, Task<string>> Now(Func<string, string> run) => (words, _) => Task.FromResult(run(words));

    private string Help() => string.Join('\n', _commands.Select(command => $"{command.Usage,-24} {command.Description}"))
        + "\nA line that ends in \\ goes on in the next one; \"\"\" on a line of its own begins and ends a longer text.";

    private string Forget()
    {
        _chat.Clear();
        // The next chat is another one: saved without a name, it must not take this one's place.
        _name = _chat.Session;
        return "A new conversation.";
    }

    private async Task<string> SaveAsync(string name, CancellationToken cancellationToken)
    {
        var saved = name.Length > 0 ? name : _name ?? throw new ChatException("Give the chat a name: /save NAME");
        await _chat.SaveAsync(_store, saved, cancellationToken);
        _name = saved;
        return $"Saved as {_name}.";
    }

    private async Task<string> LoadAsync(string name, CancellationToken cancellationToken)
    {
        if (name.Length == 0)
            throw new ChatException("Say which chat: /load NAME");
        await _chat.LoadAsync(_store, name, cancellationToken);
        _name = name;
        return $"Goes on with {name}, {_chat.MessageCount} messages.";
    }

    private string Think(string word)
    {
        switch (word)
        {
            case "on" or "off":
                _chat.Thinks = word == "on";
                break;
            case "show" or "hide":
                _writer.HidesReasoning = word == "hide";
                break;
            default:
                throw new ChatException("Write /think on, off, show or hide.");
        }

        return $"The model {(_chat.Thinks ? "thinks first" : "answers at once")}; its thoughts are {(_writer.HidesReasoning ? "hidden" : "shown")}.";
    }

    private string SetSystem(string text)
    {
        _chat.System = text;
        return text.Length > 0 ? "The model is told so from now on." : "The model is told nothing.";
    }

    private string SetTools(string word)
    {
        _chat.HasTools = word switch
        {
            "on" => true,
            "off" => false,
            "" => _chat.HasTools,
            _ => throw new ChatException("Write /tools on or /tools off."),
        };
        return $"{string.Join(", ", _chat.ToolNames)}: {(_chat.HasTools ? "on" : "off")}";
    }

    private string Exit()
    {
        IsDone = true;
        return string.Empty;
    }
}
