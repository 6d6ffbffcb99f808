using System.CommandLine;
using Step35.Bench.Reporting;

namespace Step35.Bench;

/// <summary><c>draft heads …</c>, <c>draft adaptive …</c></summary>
internal static class DraftCommand
{
    public static Command Create() => new("draft", "Measures drafting, the guessing of tokens ahead.")
    {
        DraftHeadsCommand.Create(), DraftAdaptiveCommand.Create(),
    };

    /// <summary>Makes what writes the tables of a measurement.</summary>
    public static ITableWriter CreateWriter(ParseResult parsed) =>
        parsed.GetValue(SharedOptions.Json) ? new JsonTableWriter(Console.Out) : new MarkdownTableWriter(Console.Out);
}
