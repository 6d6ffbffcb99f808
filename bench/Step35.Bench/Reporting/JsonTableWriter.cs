using System.Text.Encodings.Web;
using System.Text.Json;

namespace Step35.Bench.Reporting;

/// <summary>Writes each row as one JSON object a line, with the names of its table and model.</summary>
internal sealed class JsonTableWriter(TextWriter output) : ITableWriter
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string _model = string.Empty;

    public void Begin(string model) => _model = model;

    public void Write<TRow>(string title, IReadOnlyList<TRow> rows)
    {
        foreach (var row in rows)
        {
            var line = JsonSerializer.SerializeToNode(row, Options)!.AsObject();
            line.Insert(0, "table", title);
            line.Insert(1, "model", _model);
            output.WriteLine(line.ToJsonString(Options));
        }
    }
}
