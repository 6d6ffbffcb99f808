using System.Globalization;
using Spectre.Console;

namespace Step35.Cli.Benchmarking;

/// <summary>Shows measurements at the terminal.</summary>
internal static class BenchTable
{
    public static void Write(IAnsiConsole screen, BenchReport report, BenchComparison? comparison)
    {
        screen.WriteLine($"{report.Model}, {report.Description}, on {report.Backend}");
        var table = new Table().Border(TableBorder.Rounded).AddColumns(
            "depth", "conversations", $"reading {report.PromptTokens} tokens, tok/s", $"writing {report.AnswerTokens} tokens, tok/s");
        foreach (var column in table.Columns)
            column.RightAligned();
        foreach (var row in report.Rows)
            table.AddRow($"{row.Depth:N0}", $"{row.Concurrency}", Speed(row, one => one.PromptTokensPerSecond), Speed(row, one => one.AnswerTokensPerSecond));
        screen.Write(table);

        string Speed(BenchRow row, Func<BenchRow, double> speed) =>
            speed(row).ToString("N1", CultureInfo.InvariantCulture) + comparison?.Describe(row, speed);
    }
}
