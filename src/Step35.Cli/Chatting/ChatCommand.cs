using System.CommandLine;
using Step35.Cli.Chatting.Tools;
using Step35.Cli.Loading;

namespace Step35.Cli.Chatting;

/// <summary><c>chat [QUESTION] [--model MODEL] ...</c></summary>
internal static class ChatCommand
{
    private static readonly Argument<string?> Question = new("question")
    {
        Description = "Answered once; without it, you chat.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> Model = ModelOption.Create();

    private static readonly Option<string?> Session = new("--session", "-s") { Description = "The saved chat to go on with; it is saved again at the end." };

    private static readonly Option<string?> System = new("--system") { Description = "What the model is told before the chat." };

    private static readonly Option<bool> NoThinking = new("--no-thinking") { Description = "Answer at once." };

    private static readonly Option<bool> HideReasoning = new("--hide-reasoning") { Description = "Show the answers alone." };

    private static readonly Option<bool> Tools = new("--tools") { Description = "Let the model call functions; if none are named, the clock's." };

    private static readonly Option<string[]> Plugins = new("--plugin") { Description = $"Functions that the model may call: {PluginReference.Usages}." };

    private static readonly Option<string[]> Servers = new("--mcp") { Description = "An MCP server whose tools the model may call: its address or command." };

    private static readonly Option<string[]> Allowed = new("--allow") { Description = "A function that runs unasked, such as 'Files.*'." };

    private static readonly Option<float?> Temperature = new("--temperature") { Description = "0 always takes the most likely token." };

    private static readonly Option<int?> MaxTokens = new("--max-tokens") { Description = "The most tokens of an answer." };

    private static readonly Option<int?> Context = ContextOption.Create();

    private static readonly Option<int?> Threads = new("--threads") { Description = "Threads that compute on the processor." };

    private static readonly Option<bool> Json = new("--json") { Description = "Write the answer to the question as JSON." };

    public static Command Create(ToolContext context)
    {
        Temperature.RequireWithin(0f, 10f);
        MaxTokens.RequireWithin(1, int.MaxValue);
        Threads.RequireWithin(1, Environment.ProcessorCount);
        Plugins.Validators.Add(result =>
        {
            PluginReference[] plugins = [.. result.Tokens.Select(token => PluginReference.Parse(token.Value))];
            foreach (var error in plugins.Select(plugin => plugin.FindError()).OfType<string>())
                result.AddError(error);
            foreach (var name in plugins.CountBy(plugin => plugin.Name, StringComparer.OrdinalIgnoreCase).Where(name => name.Value > 1))
                result.AddError($"--plugin names {name.Key} more than once.");
        });
        Servers.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => !McpReference.IsWellFormed(token.Value)))
                result.AddError("--mcp needs the address or the command of a server.");
        });
        var command = new Command("chat", "Chats with a model at the terminal, or answers one question.")
        {
            Question, Model, Session, System, NoThinking, HideReasoning, Tools, Plugins, Servers, Allowed, Temperature, MaxTokens, Context, Threads, Json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Json) && result.GetValue(Question) is null)
                result.AddError("--json writes the answer to a question; give one.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var run = new ChatRun(context, Read(parsed));
            return await run.RunAsync(cancellationToken);
        });
        return command;
    }

    private static ChatSettings Read(ParseResult parsed) => new()
    {
        Model = ModelOption.Read(parsed, Model),
        Question = parsed.GetValue(Question),
        System = parsed.GetValue(System),
        Temperature = parsed.GetValue(Temperature),
        ContextLength = parsed.GetValue(Context),
        Threads = parsed.GetValue(Threads),
        MaxOutputTokens = parsed.GetValue(MaxTokens),
        Session = parsed.GetValue(Session),
        Thinks = !parsed.GetValue(NoThinking),
        HidesReasoning = parsed.GetValue(HideReasoning),
        HasTools = parsed.GetValue(Tools) || parsed.GetResult(Plugins) is not null || parsed.GetResult(Servers) is not null,
        Plugins = [.. (parsed.GetValue(Plugins) ?? []).Select(PluginReference.Parse)],
        Servers = parsed.GetValue(Servers) ?? [],
        Allowed = parsed.GetValue(Allowed) ?? [],
        WritesJson = parsed.GetValue(Json),
    };
}
