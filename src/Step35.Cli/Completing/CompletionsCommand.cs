using System.CommandLine;

namespace Step35.Cli.Completing;

/// <summary><c>completions bash|zsh|fish|pwsh</c></summary>
internal static class CompletionsCommand
{
    public static Command Create(ToolContext context)
    {
        var shell = new Argument<string>("shell") { Description = "The shell." };
        shell.AcceptOnlyFromAmong([.. CompletionScripts.ByShell.Keys]);
        var command = new Command("completions", "Prints what makes a shell complete this program's commands: eval \"$(step35 completions bash)\"") { shell };
        command.SetAction(parsed => context.Terminal.Output.WriteLine(CompletionScripts.ByShell[parsed.GetRequiredValue(shell)]));
        return command;
    }
}
