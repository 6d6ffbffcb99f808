using System.CommandLine;
using Step35.Samples.CodingAgent;

var task = new Argument<string?>("task")
{
    Description = "What is to be done; without it, the agent asks for one task after another. "
        + "Where a pipe carries the tasks, nobody is asked for approval: name what may run with --yes.",
    Arity = ArgumentArity.ZeroOrOne,
};
var folder = new Option<string>("--folder") { Description = "The top folder of a git work tree.", DefaultValueFactory = _ => "." };
var run = new Option<string[]>("--run")
{
    Description = "A command that it can run, such as 'dotnet test **' with any arguments, or make with none; give as many as needed.",
    DefaultValueFactory = _ => ["dotnet build **", "dotnet test **"],
};
var yes = new Option<string[]>("--yes")
{
    Description = "A function that runs unasked, such as Files.edit_file, 'Files.*' or Shell.run_command; give as many as needed.",
    DefaultValueFactory = _ => [],
};
var session = new Option<string>("--session") { Description = "A file, best outside of the work tree: the conversation goes on where it ended." };
var model = new Option<string>("--model")
{
    Description = "A Step-3.5 GGUF file, a folder that holds one, or hf:OWNER/REPO; else the connection string 'step35', or a small model.",
};
var context = new Option<int?>("--context") { Description = "Tokens that one conversation can hold." };

task.Validators.Add(result =>
{
    if (result.Tokens is [{ Value: ['-', '-', ..] option }])
        result.AddError($"Unknown option '{option}'. Use --help to see those that there are.");
});
run.Validators.Add(result =>
{
    if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        result.AddError("--run needs a command.");
});
folder.Validators.Add(result =>
{
    if (result.GetValueOrDefault<string>() is { } path && !Path.Exists(Path.Combine(path, ".git")))
        result.AddError($"'{path}' is no git work tree. Name its top folder, or run 'git init' there.");
});

var command = new RootCommand("An agent that works on the code of a git work tree and asks before it changes or runs anything.")
{
    task, folder, run, yes, session, model, context,
};
command.SetAction((parsed, _) => Terminal.RunAsync(
    new AgentSettings
    {
        Folder = parsed.GetRequiredValue(folder),
        Commands = parsed.GetRequiredValue(run),
        Unasked = parsed.GetRequiredValue(yes),
        SessionPath = parsed.GetValue(session),
        ModelPath = parsed.GetValue(model),
        ContextLength = parsed.GetValue(context),
    },
    parsed.GetValue(task)));
// Ctrl-C means the turn first.
return await command.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });
