namespace Step35.Cli;

/// <summary>What the program tells the shell; <c>docs/cli.md</c> explains the numbers.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int Slower = 3;
    public const int Interrupted = 130;
    public const int ReaderLeft = 141;
}
