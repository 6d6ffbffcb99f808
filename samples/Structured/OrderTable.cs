using System.Globalization;

namespace Step35.Samples.Structured;

/// <summary>Writes orders in columns for people, or as CSV for programs.</summary>
internal static class OrderTable
{
    private static readonly string[] Header = ["Source", "Customer", "Item", "Quantity", "Urgency", "Due"];

    public static void Write(IReadOnlyList<OrderRow> rows, TextWriter output)
    {
        var lines = Cells(rows).Select(cells => cells.Select(OneLine).ToArray()).ToList();
        var widths = Header.Select((_, column) => lines.Max(cells => cells[column].Length)).ToArray();
        lines.Insert(1, [.. widths.Select(width => new string('-', width))]);
        foreach (var cells in lines)
            output.WriteLine(string.Join("  ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    public static void WriteCsv(IReadOnlyList<OrderRow> rows, TextWriter output)
    {
        foreach (var cells in Cells(rows))
            output.WriteLine(string.Join(',', cells.Select(Quote)));
    }

    private static IEnumerable<string[]> Cells(IEnumerable<OrderRow> rows) => rows.Select(row => Cells(row.Source, row.Order)).Prepend(Header);

    private static string[] Cells(string source, Order order) =>
    [
        source,
        order.Customer,
        order.Item,
        order.Quantity.ToString(CultureInfo.InvariantCulture),
        order.Urgency.ToString(),
        order.Due?.ToString("O", CultureInfo.InvariantCulture) ?? string.Empty,
    ];

    // A line break or an escape sequence in a text would tear the table.
    private static string OneLine(string cell) => string.Concat(cell.Select(letter => char.IsControl(letter) ? ' ' : letter));

    private static string Quote(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
