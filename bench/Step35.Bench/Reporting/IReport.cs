namespace Step35.Bench.Reporting;

/// <summary>Writes results as they come.</summary>
internal interface IReport
{
    void Begin(string model);

    void Add(IReadOnlyList<ReportRow> rows);

    /// <summary>Takes what is worth knowing beside the numbers.</summary>
    void Note(string scenario, IReadOnlyList<string> lines);

    void End();
}
