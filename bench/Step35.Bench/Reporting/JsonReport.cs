using System.Text.Encodings.Web;
using System.Text.Json;

namespace Step35.Bench.Reporting;

/// <summary>Writes one JSON object a line; notes go beside it.</summary>
internal sealed class JsonReport(TextWriter output, TextWriter notes) : IReport
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string _model = string.Empty;

    public void Begin(string model) => _model = model;

    public void Add(IReadOnlyList<ReportRow> rows)
    {
        foreach (var row in rows)
        {
            var line = new
            {
                row.Scenario,
                Model = _model,
                Measure = row.Measure.Name,
                Clock = row.Measure.Clock.ToString().ToLowerInvariant(),
                row.Ours,
                row.Theirs,
                row.Measure.Unit,
                row.Ratio,
                Bar = row.Measure.Bar?.ToString(),
                row.Holds,
            };
            output.WriteLine(JsonSerializer.Serialize(line, Options));
        }
    }

    public void Note(string scenario, IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
            notes.WriteLine($"{_model} {scenario}: {line}");
    }

    public void End()
    {
    }
}
