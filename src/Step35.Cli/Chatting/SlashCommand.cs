namespace Step35.Cli.Chatting;

/// <summary>A command that is typed in the place of a message.</summary>
/// <param name="Usage">How it is written.</param>
/// <param name="Description">What it does.</param>
/// <param name="RunAsync">Does it with the words that follow, and returns what to tell the user.</param>
internal sealed record SlashCommand(string Usage, string Description, Func<string, CancellationToken, Task<string>> RunAsync)
{
    /// <summary>Gets the command's name, with its slash.</summary>
    public string Name => Usage.Split(' ')[0];
}
