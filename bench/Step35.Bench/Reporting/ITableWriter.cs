namespace Step35.Bench.Reporting;

/// <summary>Writes tables whose columns are the public properties of their rows.</summary>
internal interface ITableWriter
{
    void Begin(string model);

    void Write<TRow>(string title, IReadOnlyList<TRow> rows);
}
