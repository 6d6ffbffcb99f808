namespace Step35.Cli.Completing;

/// <summary>What each shell has to run so that it asks this program how a line may go on.</summary>
internal static class CompletionScripts
{
    public static IReadOnlyDictionary<string, string> ByShell { get; } = new Dictionary<string, string>
    {
        ["bash"] = """
            _step35() {
              local IFS=$'\n'
              COMPREPLY=($(step35 "[suggest:$COMP_POINT]" "$COMP_LINE" 2> /dev/null))
            }
            complete -F _step35 step35
            """,
        ["zsh"] = """
            _step35() {
              local -a found
              found=("${(@f)$(step35 "[suggest:$CURSOR]" "$BUFFER" 2> /dev/null)}")
              compadd -a found
            }
            compdef _step35 step35
            """,
        ["fish"] = """
            complete -f -c step35 -a '(step35 "[suggest:"(commandline -C)"]" (commandline -p) 2> /dev/null)'
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName step35 -ScriptBlock {
              param($word, $line, $position)
              step35 "[suggest:$position]" "$line" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }
            """,
    };
}
