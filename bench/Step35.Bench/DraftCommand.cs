using System.CommandLine;

namespace Step35.Bench;

/// <summary><c>draft heads …</c>, <c>draft adaptive …</c></summary>
internal static class DraftCommand
{
    public static Command Create() => new("draft", "Measures drafting, the guessing of tokens ahead.")
    {
        DraftHeadsCommand.Create(), DraftAdaptiveCommand.Create(),
    };
}
