using System.Globalization;

namespace Step35.Bench.Reporting;

/// <summary>Writes a table for each model, and the notes below it.</summary>
internal sealed class MarkdownReport(TextWriter output) : IReport
{
    private readonly List<string> _notes = [];

    public void Begin(string model)
    {
        output.WriteLine($"## {model}");
        output.WriteLine();
        output.WriteLine("| scenario | measure | clock | ours | theirs | unit | ratio | bar | holds |");
        output.WriteLine("|---|---|---|---:|---:|---|---:|---|---|");
    }

    public void Add(IReadOnlyList<ReportRow> rows)
    {
        foreach (var row in rows)
        {
            var measure = row.Measure;
            var holds = row.Holds is { } held ? held ? "yes" : "NO" : string.Empty;
            output.WriteLine(
                $"| {row.Scenario} | {measure.Name} | {measure.Clock.ToString().ToLowerInvariant()} | {Round(row.Ours)} | {Round(row.Theirs)} "
                + $"| {measure.Unit} | {row.Ratio.ToString("0.00", CultureInfo.InvariantCulture)} | {measure.Bar} | {holds} |");
        }
    }

    public void Note(string scenario, IReadOnlyList<string> lines)
    {
        _notes.Add($"{scenario}: {lines[0]}");
        _notes.AddRange(lines.Skip(1).Select(line => "    " + line));
    }

    public void End()
    {
        output.WriteLine();
        output.WriteLine("```text");
        foreach (var note in _notes)
            output.WriteLine(note);
        output.WriteLine("```");
        output.WriteLine();
        _notes.Clear();
    }

    private static string Round(double value) => value.ToString(value < 100 ? "0.00" : "#,0", CultureInfo.InvariantCulture);
}
