using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Step35.Bench.Reporting;

/// <summary>Writes each table in Markdown; a column is called as its property, in words.</summary>
internal sealed partial class MarkdownTableWriter(TextWriter output) : ITableWriter
{
    public void Begin(string model)
    {
        output.WriteLine($"## {model}");
        output.WriteLine();
    }

    public void Write<TRow>(string title, IReadOnlyList<TRow> rows)
    {
        var columns = typeof(TRow).GetProperties();
        output.WriteLine($"### {title}");
        output.WriteLine();
        WriteLine(columns.Select(column => WordStart().Replace(column.Name, " $0").ToLowerInvariant()));
        WriteLine(columns.Select(Align));
        foreach (var row in rows)
            WriteLine(columns.Select(column => Format(column.GetValue(row))));
        output.WriteLine();
    }

    private static string Align(PropertyInfo column) => column.PropertyType == typeof(string) || column.PropertyType == typeof(bool) ? "---" : "---:";

    private static string Format(object? value) => value switch
    {
        null => string.Empty,
        bool holds => holds ? "yes" : "NO",
        double number => number.ToString(Math.Abs(number) < 100 ? "0.00" : "#,0", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private void WriteLine(IEnumerable<string> cells) => output.WriteLine($"| {string.Join(" | ", cells)} |");

    [GeneratedRegex(@"(?<!^)([A-Z]|\d+)")]
    private static partial Regex WordStart();
}
