using Microsoft.Extensions.AI;
using Spectre.Console;
using Step35.AI;
using Step35.AI.Terminals;
using Step35.AI.Tools.Approval;
using Step35.Cli.Chatting.Tools;
using Step35.Cli.Loading;
using Step35.Engine.Generation;

namespace Step35.Cli.Chatting;

/// <summary>Runs a chat at the terminal: one question, or question after question until the input ends.</summary>
internal sealed class ChatRun : IDisposable
{
    private readonly ToolContext _context;
    private readonly ChatSettings _settings;
    private readonly AnswerWriter _writer;
    private readonly ChatStore _store = ChatStore.Default;
    private readonly AnswerEnding _ending;
    private bool _hasFailed;

    public ChatRun(ToolContext context, ChatSettings settings)
    {
        _context = context;
        _settings = settings;
        _ending = new AnswerEnding(Terminal.Notes, settings.MaxOutputTokens);
        _writer = new AnswerWriter(Terminal.Output, Terminal.IsScreen, Terminal.HasColors) { HidesReasoning = settings.HidesReasoning };
    }

    private Terminal Terminal => _context.Terminal;

    // Nobody is asked through a pipe: the next line of it may mean something else.
    private ConsoleApprover? Approver => Terminal.IsInteractive ? new(Terminal.Lines, Terminal.Output) : null;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var options = NewOptions();
        if (_settings.Session is { } session)
            _store.Claim(session);
        await using var tools = await ChatTools.OpenAsync(_settings, Approver, _context.Time, cancellationToken);
        foreach (var pattern in tools.FindIdle(_settings.Allowed))
            Terminal.Notes.WriteLine($"--allow {pattern} fits no function of this chat.");
        await using var engine = await EngineLoading.LoadAsync(_context, options, cancellationToken);
        using var client = new Step35ChatClient(engine, options);
        var chat = new Chat(client, _settings, tools.Functions);
        if (_settings.Session is { } saved && _store.Holds(saved))
            await GoOnAsync(chat, saved, cancellationToken);

        try
        {
            await TalkAsync(chat, engine.Model.Name, cancellationToken);
        }
        finally
        {
            // What was said is kept however the chat ends, and Ctrl-C is a way to end it.
            if (chat.Session is { } name)
                await chat.SaveAsync(_store, name, CancellationToken.None);
        }

        return ExitCode.Done;
    }

    public void Dispose() => _store.Dispose();

    // What the command line says counts; where it says nothing, the chat goes on as it was.
    private async Task GoOnAsync(Chat chat, string name, CancellationToken cancellationToken)
    {
        await chat.LoadAsync(_store, name, cancellationToken);
        chat.System = _settings.System ?? chat.System;
        chat.Thinks &= _settings.Thinks;
    }

    private Task TalkAsync(Chat chat, string model, CancellationToken cancellationToken)
    {
        if (_settings.WritesJson)
            return WriteJsonAsync(chat, cancellationToken);
        return _settings.Question is { } question ? AnswerAsync(chat, question, cancellationToken) : ChatAsync(chat, model, cancellationToken);
    }

    private Step35Options NewOptions() => new()
    {
        ModelPath = _settings.Model,
        ContextLength = _settings.ContextLength,
        Threads = _settings.Threads,
        ContextOverflow = ContextOverflow.DropOldestTurns,
        Sampling = (_settings.Temperature ?? (ModelOption.IsNano(_settings.Model) ? 0 : null)) is { } temperature
            ? new SamplingOptions { Temperature = temperature }
            : new SamplingOptions(),
    };

    private async Task ChatAsync(Chat chat, string model, CancellationToken cancellationToken)
    {
        if (Terminal.IsInteractive)
            _writer.WriteNote($"{model}. /help lists the commands; Ctrl-C stops an answer, Ctrl-D ends.");
        var commands = new SlashCommands(chat, _writer, _store);
        var lines = new LineReader(Terminal);
        while (!commands.IsDone && await lines.ReadAsync(cancellationToken) is { } message)
        {
            if (message.Length > 0)
                await TryAsync(SlashCommands.IsCommand(message) ? Command : Answer);

            async Task Command(CancellationToken token) => _writer.WriteNote(await commands.RunAsync(message, token));
            Task Answer(CancellationToken token) => AnswerAsync(chat, message, token);
        }

        if (_hasFailed && !Terminal.IsInteractive)
            throw new ChatException("Not every message was answered.");

        async Task TryAsync(Func<CancellationToken, Task> turn)
        {
            try
            {
                await _context.Interrupts.Answer.RunAsync(turn, cancellationToken);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                _writer.WriteNote("(stopped)");
            }
            catch (Exception error) when (error is Step35Exception or ArgumentException)
            {
                _writer.EndBlock();
                Terminal.WriteError(error.Message);
                _hasFailed = true;
            }
        }
    }

    private async Task AnswerAsync(Chat chat, string question, CancellationToken cancellationToken)
    {
        var statistics = new AnswerStatistics();
        var reason = await chat.AnswerAsync(question, Tell, cancellationToken);
        _writer.EndBlock();
        if (Terminal.IsInteractive)
            _writer.WriteNote(statistics.ToString());
        _ending.Tell(reason);

        void Tell(ChatResponseUpdate update)
        {
            statistics.Add(update);
            foreach (var content in update.Contents)
                _writer.Write(content);
        }
    }

    private async Task WriteJsonAsync(Chat chat, CancellationToken cancellationToken)
    {
        var statistics = new AnswerStatistics();
        var updates = new List<ChatResponseUpdate>();
        var reason = await chat.AnswerAsync(_settings.Question!, updates.Add, cancellationToken);
        updates.ForEach(statistics.Add);
        var reasoning = string.Concat(updates.SelectMany(update => update.Contents.OfType<TextReasoningContent>()).Select(content => content.Text));
        var text = string.Concat(updates.Select(update => update.Text));
        Terminal.WriteJson(new AnswerReport(text, reasoning, reason?.Value, statistics), ChatJson.Default.AnswerReport);
        _ending.Tell(reason);
    }
}
